using System.Text;
using System.Text.Json;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Publishing;

namespace Fw24.Runtime.Tests.Harness;

/// <summary>Messages that did not come from the table's own stream processor, or were changed in transit, and the expected reasons.</summary>
internal static class ForgedMessages
{
    public const string Arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders";

    /// <summary>A value of the item. It must not occur in any reason or log line.</summary>
    public const string Canary = "canary-7f3a";

    public static TableModel Orders { get; } = new()
    {
        Name = "orders",
        PartitionKey = new KeyAttribute("Pk", KeyType.String),
        SortKey = new KeyAttribute("Sk", KeyType.Number),
        Entities = [TestTables.Entity("Note"), TestTables.Entity("Order")],
        Discriminator = "entityType",
        Stream = new StreamEnabledAttribute { Fifo = true },
        Audit = new AuditAttribute(AuditLoggerType.Console),
    };

    public static TableModel Customers { get; } = new()
    {
        Name = "customers",
        PartitionKey = new KeyAttribute("Pk", KeyType.String),
        Entities = [TestTables.Entity("Customer")],
        Stream = new StreamEnabledAttribute(),
    };

    public static TestRecord Record { get; } = new()
    {
        EventId = "e-1",
        SequenceNumber = "4421584500000000017450439091",
        Keys = $$$"""{"Pk":{"S":"{{{Canary}}}"},"Sk":{"N":"7"}}""",
        OldImage = Image("Placed"),
        NewImage = Image("Paid"),
    };

    public static string Genuine { get; } = ChangeMessageWriterTests.Write(Record, Orders).Body;

    /// <summary>The kinds: a name, the message and the expected part of its reason.</summary>
    public static IReadOnlyDictionary<string, (Func<string> Body, string Reason)> Inline { get; } = new Dictionary<string, (Func<string>, string)>
    {
        ["another account"] = (Source("arn:aws:dynamodb:eu-central-1:210987654321:table/orders"), Other("arn:aws:dynamodb:eu-central-1:210987654321:table/orders")),
        ["another region"] = (Source("arn:aws:dynamodb:eu-west-1:123456789012:table/orders"), Other("arn:aws:dynamodb:eu-west-1:123456789012:table/orders")),
        ["another partition"] = (Source("arn:aws-cn:dynamodb:eu-central-1:123456789012:table/orders"), Other("arn:aws-cn:dynamodb:eu-central-1:123456789012:table/orders")),
        ["another table of the app"] = (Source("arn:aws:dynamodb:eu-central-1:123456789012:table/customers"), Other("arn:aws:dynamodb:eu-central-1:123456789012:table/customers")),
        ["a name that begins with the table's"] = (Source(Arn + "-prod"), Other(Arn + "-prod")),
        ["a name that the table's begins with"] = (Source(Arn[..^1]), Other(Arn[..^1])),
        ["a name that ends with the table's"] = (Source("arn:aws:dynamodb:eu-central-1:123456789012:table/my-orders"), Other("arn:aws:dynamodb:eu-central-1:123456789012:table/my-orders")),
        ["a path that ends with the table's"] = (Source("arn:aws:dynamodb:eu-central-1:123456789012:table/x:table/orders"), NoArn),
        ["another case"] = (Source(Arn[..^6] + "Orders"), Other(Arn[..^6] + "Orders")),
        ["the stream's ARN"] = (Source(Arn + "/stream/2026-11-22T10:00:00.000"), $"source: expected the table {Arn}, found its stream."),
        ["another service"] = (Source("arn:aws:s3:eu-central-1:123456789012:table/orders"), NoArn),
        ["a source that is no ARN"] = (Source(Canary), NoArn),
        ["no source"] = (Without("source"), $"source: expected the table {Arn}, found nothing."),
        ["a null source"] = (With("source", "null"), $"source: expected the table {Arn}, found nothing."),
        ["two sources"] = (Added("\"source\":\"arn:aws:dynamodb:eu-central-1:123456789012:table/customers\""), "source: expected the member once, found a second one."),
        ["an unknown entity"] = (Type("fw24.invoice.modified.v1"), Entity + "an entity of no table of the app."),
        ["another table's entity"] = (Type("fw24.customer.modified.v1"), Entity + "an entity of the table customers."),
        ["a sibling entity"] = (Type("fw24.note.modified.v1"), AnotherEntity),
        ["a sibling's discriminator"] = (Replaced("\"entityType\":{\"S\":\"Order\"}", "\"entityType\":{\"S\":\"Note\"}"), AnotherEntity),
        ["a discriminator of nothing"] = (Replaced("\"entityType\":{\"S\":\"Order\"}", "\"entityType\":{\"S\":\"Nothing\"}"), AnotherEntity),
        ["no entity"] = (Type("fw24.modified.v1"), "type: expected fw24.{entity}."),
        ["another version"] = (Type("fw24.order.modified.v2"), "type: expected fw24.{entity}."),
        ["another operation"] = (Type("fw24.order.replaced.v1"), "type: expected fw24.{entity}."),
        ["another producer's type"] = (Type("com.example.order.modified.v1"), "type: expected fw24.{entity}."),
        ["an insert with an old image"] = (Type("fw24.order.inserted.v1"), "type: expected the operation of the data, which has an old image, found inserted."),
        ["a removal with a new image"] = (Type("fw24.order.removed.v1"), "type: expected the operation of the data, which has a new image, found removed."),
        ["another specification"] = (With("specversion", "\"0.3\""), "specversion: expected 1.0, found another version."),
        ["a schema of its own for the data"] = (Added("\"dataschema\":\"https://example.org/order\""), "dataschema: expected no value, since the type determines the form of the data, found one."),
        ["another schema"] = (Added("\"schema\":\"fw24.audit/2\""), "schema: expected fw24.change/1, found another one."),
        ["another content"] = (With("datacontenttype", "\"application/xml\""), "datacontenttype: expected application/json, found another one."),
        ["two ids"] = (Added("\"id\":\"e-2\""), "id: expected the member once, found a second one."),
        ["an empty id"] = (With("id", "\"\""), "id: expected an id, found an empty one."),
        ["a long id"] = (With("id", $"\"{new string('e', 129)}\""), "id: expected an event id of at most 128 bytes, found a longer id."),
        ["another sequence"] = (With("sequence", "\"1\""), "sequence: expected the sequence number of the data, found another one."),
        ["another sequence of the data"] = (Replaced("\"SequenceNumber\":\"4421584500000000017450439091\"", "\"SequenceNumber\":\"4421584500000000017450439092\""), "sequence: expected the sequence number of the data, found another one."),
        ["another subject"] = (With("subject", $"\"Pk={Canary}-2,Sk=7\""), "subject: expected the key of the data, found another one."),
        ["a part of the subject"] = (With("subject", $"\"Pk={Canary}\""), "subject: expected the key of the data, found another one."),
        ["another key of the data"] = (Replaced("\"Keys\":{\"Pk\":{\"S\":\"" + Canary + "\"},\"Sk\":{\"N\":\"7\"}}", "\"Keys\":{\"Pk\":{\"S\":\"victim\"},\"Sk\":{\"N\":\"7\"}}"), "data.Keys: expected the key of NewImage, found another one."),
        ["another group"] = (With("partitionkey", "\"" + new string('A', 43) + "\""), AnotherGroup),
        ["another group and no subject"] = (static () => Member(Member(Genuine, "subject", "null"), "partitionkey", "\"x\""), AnotherGroup),
        ["another time"] = (With("time", "\"2016-11-18T20:09:01Z\""), "time: expected the time of the data, found another one."),
        ["an envelope of SNS"] = (static () => JsonSerializer.Serialize(new { Type = "Notification", TopicArn = "arn:aws:sns:eu-central-1:123456789012:orders-stream", Message = Genuine }), "found a notification of SNS"),
        ["a parked message"] = (static () => $$"""{"schema":"fw24.parked/1","function":"orders-stream","reason":"x","parkedAt":"2026-11-22T10:05:00Z","content":{{Record.ToJson()}}}""", "found a message of the parking queue, which the Replayer replays"),
        ["a message to an on-failure destination"] = (static () => """{"requestContext":{},"DDBStreamBatchInfo":{"shardId":"s"}}""", "found a message to an on-failure destination"),
        ["a record of the stream"] = (static () => Record.ToJson(), "expected the members specversion, id, type and data"),
        ["a batch of messages"] = (static () => $"[{Genuine},{Genuine}]", "expected"),
        ["a batch of records"] = (static () => Encoding.UTF8.GetString(TestRecord.Event(Record, Record)), "expected the members specversion, id, type and data"),
        ["two messages in one"] = (static () => Genuine + Genuine, "expected the end of the message"),
        ["two data"] = (Added("\"data\":{}"), "expected"),
        ["nothing"] = (static () => "{}", "expected the members specversion, id, type and data"),
    };

    /// <summary>The kinds of messages whose data is stored elsewhere: a name, the change to the genuine message, and the expected part of its reason.</summary>
    public static IReadOnlyDictionary<string, (Func<string, string> Forge, string Reason)> Claimed { get; } = new Dictionary<string, (Func<string, string>, string)>
    {
        ["another table's claim"] = (Reference(static name => name.Replace("orders/", "customers/", StringComparison.Ordinal)), NothingKept),
        ["a table of a longer name"] = (Reference(static name => name.Replace("orders/", "orders-prod/", StringComparison.Ordinal)), NothingKept),
        ["what was parked"] = (Reference(static _ => "~parked/orders-stream/" + new string('0', 64)), NothingKept),
        ["another change's claim"] = (Reference(static name => name.Replace("/e-1-", "/e-2-", StringComparison.Ordinal)), NothingKept),
        ["another id"] = (static body => body.Replace("\"id\":\"e-1\"", "\"id\":\"e-2\"", StringComparison.Ordinal), NothingKept),
        ["a way up"] = (Reference(static name => "x/../" + name), NothingKept),
        ["a way to another bucket"] = (Reference(static _ => "../another-bucket/secret.json"), NothingKept),
        ["an empty segment"] = (Reference(static name => "/" + name), NothingKept),
        ["a segment of a dot"] = (Reference(static name => "./" + name), NothingKept),
        ["an escape"] = (Reference(static name => name.Replace("/", "%2F", StringComparison.Ordinal)), NothingKept),
        ["a question"] = (Reference(static name => name + "?versionId=1"), NothingKept),
        ["another bucket"] = (static body => body.Replace("s3://claims/", "s3://another/", StringComparison.Ordinal), NothingKept),
        ["another scheme"] = (static body => body.Replace("s3://claims/", "https://example.org/", StringComparison.Ordinal), NothingKept),
        ["an empty reference"] = (static body => Member(body, "dataref", "\"\""), NothingKept),
        ["no reference"] = (static body => Member(body, "dataref", "null"), SomethingElse),
        ["no hash"] = (static body => Member(body, "datasha256", "null"), SomethingElse),
        ["a short hash"] = (static body => Member(body, "datasha256", "\"0123\""), SomethingElse),
        ["a hash in capitals"] = (static body => Member(body, "datasha256", $"\"{Text(body, "datasha256").ToUpperInvariant()}\""), SomethingElse),
        ["another hash"] = (static body => Member(body, "datasha256", $"\"{new string('0', 64)}\""), NothingKept),
        ["no size"] = (static body => Member(body, "datasize", "null"), "datasize: expected 1 to 16777216 bytes"),
        ["a size that is a text"] = (static body => Member(body, "datasize", "\"12\""), "datasize: expected 1 to 16777216 bytes"),
        ["a size of nothing"] = (static body => Member(body, "datasize", "0"), "datasize: expected 1 to 16777216 bytes"),
        ["a negative size"] = (static body => Member(body, "datasize", "-1"), "datasize: expected 1 to 16777216 bytes"),
        ["a size over 16 MiB"] = (static body => Member(body, "datasize", "16777217"), "datasize: expected 1 to 16777216 bytes"),
        ["a size over 2 GiB"] = (static body => Member(body, "datasize", "3000000000"), "datasize: expected 1 to 16777216 bytes"),
        ["a size that is too small"] = (static body => Member(body, "datasize", "10"), "expected at most 10 bytes, found more"),
        ["a size that is too large"] = (static body => Member(body, "datasize", "1000000"), "datasize: expected data of 1000000 bytes"),
        ["two references"] = (static body => body[..^1] + $",\"dataref\":\"{Text(body, "dataref")}\"}}", "dataref: expected the member once, found a second one."),
        ["something after it"] = (static body => body + "{}", "dataref: expected members of JSON, found something else."),
        ["a claim within a claim"] = (static body => body.Replace(",\"dataref\"", ",\"x\":{\"y\":1,\"dataref\":\"a\"},\"dataref\"", StringComparison.Ordinal), "expected"),
        ["another source"] = (static body => body.Replace(Arn, Arn + "-prod", StringComparison.Ordinal), Other(Arn + "-prod")),
        ["another entity"] = (static body => body.Replace("fw24.order.", "fw24.invoice.", StringComparison.Ordinal), "type: expected an entity of the table orders"),
    };

    private const string AnotherGroup = "partitionkey: expected the message group of the data, found another one.";
    private const string NothingKept = "dataref: expected data that is stored under the message's own table, id and hash, found nothing.";
    private const string SomethingElse = "dataref: expected a reference with the id, a hash (SHA-256) and a size, found something else.";

    private const string Entity = "type: expected an entity of the table orders, found ";
    private const string AnotherEntity = "type: expected the entity of the data, found another entity of the table.";
    private const string NoArn = $"source: expected the table {Arn}, found a text that is not the ARN of a table.";

    /// <summary>Stores the data of the genuine message elsewhere.</summary>
    public static async Task<string> ClaimAsync(IClaimCheck claims)
        => Encoding.UTF8.GetString((await ClaimedBody.StoreAsync(Encoding.UTF8.GetBytes(Genuine), "orders", "e-1", claims, CancellationToken.None)).Span);

    /// <summary>Changes a member of the message, not of its data.</summary>
    public static string Member(string body, string name, string value)
    {
        using var json = JsonDocument.Parse(body);
        var members = json.RootElement.EnumerateObject().Select(member => $"\"{member.Name}\":{(member.NameEquals(name) ? value : member.Value.GetRawText())}");
        Assert.Contains(json.RootElement.EnumerateObject(), member => member.NameEquals(name));
        return $"{{{string.Join(',', members)}}}";
    }

    private static string Other(string arn) => $"source: expected the table {Arn}, found the table {arn}.";

    private static Func<string> Source(string source) => With("source", $"\"{source}\"");

    private static Func<string> Type(string type) => With("type", $"\"{type}\"");

    private static Func<string> With(string member, string json) => () => Member(Genuine, member, json);

    private static Func<string> Without(string member)
        => () => Member(Genuine, member, "null").Replace($"\"{member}\":null,", "", StringComparison.Ordinal);

    private static Func<string> Added(string member) => Replaced(",\"data\":", $",{member},\"data\":");

    private static Func<string> Replaced(string genuine, string forged) => () =>
    {
        Assert.Contains(genuine, Genuine, StringComparison.Ordinal);
        return Genuine.Replace(genuine, forged, StringComparison.Ordinal);
    };

    private static Func<string, string> Reference(Func<string, string> forge) => body =>
    {
        var reference = Text(body, "dataref");
        return Member(body, "dataref", JsonSerializer.Serialize(NamedClaimCheck.Scheme + forge(reference[NamedClaimCheck.Scheme.Length..])));
    };

    private static string Text(string body, string member)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty(member).GetString()!;
    }

    private static string Image(string status)
        => $$$"""{"Pk":{"S":"{{{Canary}}}"},"Sk":{"N":"7"},"entityType":{"S":"Order"},"Status":{"S":"{{{status}}}"}}""";
}
