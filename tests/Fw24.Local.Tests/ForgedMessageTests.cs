using System.Text;
using System.Text.Json;
using Fw24.Local.Tests.Harness;
using Fw24.Local.Tests.Shop;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local.Tests;

/// <summary>A sender with access to a queue sends messages that no stream processor of the app published.</summary>
public sealed class ForgedMessageTests
{
    private const string Arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders";

    private static readonly AppTables s_app = new(new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "trail" });

    private readonly Seen _seen = new();

    public static TheoryData<string, string, string> Kinds { get; } = new()
    {
        { "another account", Replaced("123456789012", "210987654321"), $"source: expected the table {Arn}, found the table arn:aws:dynamodb:eu-central-1:210987654321:table/orders." },
        { "another region", Replaced(":eu-central-1:", ":eu-west-1:"), "found the table arn:aws:dynamodb:eu-west-1:123456789012:table/orders." },
        { "another partition", Replaced("\"arn:aws:", "\"arn:aws-us-gov:"), "found the table arn:aws-us-gov:dynamodb:eu-central-1:123456789012:table/orders." },
        { "another stage's table", Replaced("table/orders\"", "table/orders-prod\""), $"found the table {Arn}-prod." },
        { "a name that ends alike", Replaced("table/orders\"", "table/old-orders\""), "found the table arn:aws:dynamodb:eu-central-1:123456789012:table/old-orders." },
        { "no ARN", Replaced($"\"{Arn}\"", "\"ord-1\""), "found a text that is not the ARN of a table." },
        { "no source", Replaced($"\"source\":\"{Arn}\",", ""), "found nothing." },
        { "an unknown entity", Replaced("fw24.order.", "fw24.invoice."), "type: expected an entity of the table orders, found an entity of no table of the app." },
        { "no entity of the model", Replaced("fw24.order.", "fw24.unmodelled."), "type: expected the entity of the data, found no entity of the model." },
        { "another version", Replaced(".inserted.v1", ".inserted.v2"), "type: expected fw24.{entity}." },
        { "another operation", Replaced(".inserted.v1", ".removed.v1"), "type: expected the operation of the data, which has a new image, found removed." },
        { "another specification", Replaced("\"specversion\":\"1.0\"", "\"specversion\":\"1.1\""), "specversion: expected 1.0, found another version." },
        { "a schema of its own", Replaced("\"datacontenttype\"", "\"dataschema\":\"urn:x\",\"datacontenttype\""), "dataschema: expected no value" },
        { "another content", Replaced("application/json", "text/plain"), "datacontenttype: expected application/json, found another one." },
        { "another sequence", Replaced("\"sequence\":\"", "\"sequence\":\"9"), "sequence: expected the sequence number of the data, found another one." },
        { "another subject", Replaced("\"subject\":\"OrderId=ord-1\"", "\"subject\":\"OrderId=ord-2\""), "subject: expected the key of the data, found another one." },
        { "another time", Replaced("\"time\":\"2026", "\"time\":\"2025"), "time: expected the time of the data, found another one." },
        { "two ids", Replaced("\"time\":", "\"id\":\"e\",\"time\":"), "id: expected the member once, found a second one." },
        { "an envelope of SNS", JsonSerializer.Serialize(new { Type = "Notification", TopicArn = "arn:aws:sns:eu-central-1:123456789012:orders-stream.fifo", Message = s_app.Genuine }), "found a notification of SNS" },
        { "a parked message", """{"schema":"fw24.parked/1","function":"orders-stream","reason":"x","content":{}}""", "found a message of the parking queue" },
        { "a batch", $"[{s_app.Genuine},{s_app.Genuine}]", "expected" },
        { "a message after another", s_app.Genuine + s_app.Genuine, "expected the end of the message" },
        { "a claim of another table", Claimed("local://claims/customers/x-0123456789abcdef.json", 10), "dataref: expected data that is stored under the message's own table, id and hash, found nothing." },
        { "a claim of what was parked", Claimed("local://claims/~parked/Mailer/" + new string('0', 64), 10), "dataref: expected data that is stored" },
        { "a claim of another store", Claimed("s3://another-bucket/x.json", 10), "dataref: expected data that is stored" },
        { "a claim that is too large", Claimed("local://claims/orders/x-0123456789abcdef.json", 16_777_217), "datasize: expected 1 to 16777216 bytes, found another number." },
    };

    [Fact]
    public async Task S11_a_genuine_message_is_handled_and_stored()
    {
        await using var cloud = await RunAsync(s_app.Genuine);

        Assert.Empty(cloud.ParkingQueue.Messages);
        Assert.Single(_seen.Changes);
        Assert.Equal(1, RecordsIn(cloud));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task S11_S15_X2_a_forged_message_is_parked_by_each_consumer(string kind, string body, string reason)
    {
        Assert.NotEqual(s_app.Genuine, body);
        await using var cloud = await RunAsync(body);

        Assert.True(_seen.Changes.Count is 0 && RecordsIn(cloud) is 0, kind);
        Assert.Equal(["Mailer", "orders-audit"], cloud.Failures.Select(static failure => failure.Function).Order(StringComparer.Ordinal));
        Assert.All(cloud.Failures, failure =>
        {
            Assert.Equal(RecordResult.Parked, failure.Result);
            Assert.Contains(reason, failure.Reason, StringComparison.Ordinal);
        });
        Assert.Equal(2, cloud.ParkingQueue.Count);
        Assert.All(cloud.ParkingQueue.Messages, message => Assert.Contains(reason, ReasonOf(message.Body), StringComparison.Ordinal));
        Assert.All(["Mailer.fifo", "Mailer-dlq.fifo", "orders-audit.fifo", "orders-audit-dlq.fifo"], queue => Assert.Equal(0, cloud.Queues[queue].Count));
    }

    [Theory]
    [InlineData("Paid")]
    [InlineData("Placed")]
    public async Task S11_a_second_record_of_a_change_is_parked_unless_it_is_the_same(string status)
    {
        await using var cloud = Create();
        Send(cloud, "orders-audit", s_app.Genuine.Replace("\"Placed\"", $"\"{status}\"", StringComparison.Ordinal), "1");
        Send(cloud, "orders-audit", s_app.Genuine, "2");
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(1, RecordsIn(cloud));
        Assert.Equal(
            status is "Placed" ? [] : ["The audit record of the change conflicts with a stored item: a record with different content already has its key."],
            cloud.Failures.Select(static failure => failure.Reason));
        Assert.All(cloud.ParkingQueue.Messages, static message => Assert.Contains("\"Placed\"", Encoding.UTF8.GetString(message.Body.Span), StringComparison.Ordinal));
    }

    private static string Replaced(string genuine, string forged)
    {
        Assert.Contains(genuine, s_app.Genuine, StringComparison.Ordinal);
        return s_app.Genuine.Replace(genuine, forged, StringComparison.Ordinal);
    }

    private static string Claimed(string reference, int size)
        => $"{s_app.Genuine[..s_app.Genuine.IndexOf(",\"data\":", StringComparison.Ordinal)]},\"dataref\":\"{reference}\",\"datasha256\":\"{new string('0', 64)}\",\"datasize\":{size}}}";

    private static string ReasonOf(ReadOnlyMemory<byte> parked)
    {
        using var json = JsonDocument.Parse(parked);
        return json.RootElement.GetProperty("reason").GetString()!;
    }

    // Excludes the head of the trail.
    private static int RecordsIn(LocalCloud cloud)
        => cloud.Tables["trail"].Items.Count(static item => Encoding.UTF8.GetString(item.Json.Span).Contains("\"fw24.audit/", StringComparison.Ordinal));

    private static void Send(LocalCloud cloud, string function, string body, string deduplicationId)
        => cloud.Queues[function + ".fifo"].Send(body, "g", deduplicationId);

    private LocalCloud Create() => LocalCloud.Create(s_app.Model, options => options.Services = services => services.AddSingleton(_seen));

    private async Task<LocalCloud> RunAsync(string body)
    {
        var cloud = Create();
        Send(cloud, "Mailer", body, "1");
        Send(cloud, "orders-audit", body, "1");
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);
        return cloud;
    }

    /// <summary>The app, and a message from its stream processor.</summary>
    private sealed class AppTables
    {
        public AppTables(AuditAttribute audit)
        {
            Model = ShopApp.Model(audit: audit);
            var payload = ChangeEvents.ToQueueEvent(ChangeEvents.For<Order>(Model).Inserted(new Order("ord-1", "Placed", 1)));
            using var json = JsonDocument.Parse(payload);
            Genuine = json.RootElement.GetProperty("Records")[0].GetProperty("body").GetString()!;
        }

        public Fw24.Model.AppModel Model { get; }

        public string Genuine { get; }
    }
}
