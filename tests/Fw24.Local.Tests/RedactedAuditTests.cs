using System.Text;
using Fw24.Audit;
using Fw24.Model;

namespace Fw24.Local.Tests;

/// <summary>From the table to each kind of audit: the names of changed sensitive attributes are recorded, but nothing of their values.</summary>
public sealed class RedactedAuditTests
{
    private const string First = """{"Id":{"S":"p-1"},"Email":{"S":"CANARY-1"},"Phone":{"S":"CANARY-2"},"By":{"S":"nurse"}}""";

    [Theory]
    [InlineData("cloudwatch", false)]
    [InlineData("console", false)]
    [InlineData("own-table", false)]
    [InlineData("same-table", false)]
    [InlineData("cloudwatch", true)]
    [InlineData("own-table", true)]
    public async Task W4_W21_every_audit_says_that_sensitive_attributes_changed_and_who_did_not_say_so(string sink, bool isLarge)
    {
        await using var cloud = LocalCloud.Create(Model(sink));
        var table = cloud.Tables["patients"];
        Put(First);
        Put(First.Replace("CANARY-1", "CANARY-3", StringComparison.Ordinal).Replace("CANARY-2", "CANARY-4", StringComparison.Ordinal));
        Put("""{"Id":{"S":"p-1"},"Email":{"S":"CANARY-3"},"Status":{"S":"new"},"By":{"S":"admin"}}""");
        table.Delete(Image("""{"Id":{"S":"p-1"}}"""));
        await cloud.RunUntilIdleAsync(TestContext.Current.CancellationToken);

        var trail = Assert.Single(AuditTrail.Gather(RowsOf(cloud, sink)));

        Assert.Equal(["Email,Phone", "Email,Phone", "Phone", "Email"], trail.Entries.Select(static entry => string.Join(',', entry.Redacted!)));
        Assert.Equal([AuditActorKind.Writer, AuditActorKind.Unchanged, AuditActorKind.Writer, AuditActorKind.LastWriter], trail.Entries.Select(static entry => entry.ActorKind));
        Assert.Equal(["nurse", "nurse", "admin", "admin"], trail.Entries.Select(static entry => entry.Actor));
        Assert.Empty(trail.Entries[1].Changes);
        Assert.True(trail.Fold().Item.IsAbsent);
        Assert.DoesNotContain("CANARY", string.Concat(trail.Entries.SelectMany(static entry => entry.Changes).Select(static change => change.OldText + change.NewText)), StringComparison.Ordinal);

        void Put(string item)
            => table.Put(Image(isLarge ? $$$"""{{{item[..^1]}}},"Bio":{"S":"{{{new string('x', 200_000)}}}"}}""" : item));
    }

    [Fact]
    public async Task S7_keyed_hashes_have_the_key_of_the_clouds_secret()
    {
        await using var cloud = LocalCloud.Create(Model("own-table", Redaction.Hmac));
        var table = cloud.Tables["patients"];
        table.Put(Image(First));
        table.Put(Image(First.Replace("CANARY-2", "CANARY-4", StringComparison.Ordinal)));
        table.Put(Image(First));
        await cloud.RunUntilIdleAsync(TestContext.Current.CancellationToken);

        var trail = Assert.Single(AuditTrail.Gather(RowsOf(cloud, "own-table")));

        var marks = trail.Entries.Select(static entry => entry.Changes.Single(static change => change.Path is "Phone").NewText).ToList();
        Assert.All(marks, static mark => Assert.Contains("hmac:k1:", mark, StringComparison.Ordinal));
        Assert.Equal(marks[0], marks[2]);
        Assert.NotEqual(marks[0], marks[1]);
        Assert.Empty(cloud.ParkingQueue.Messages);
    }

    private static AuditLog RowsOf(LocalCloud cloud, string sink) => sink switch
    {
        "own-table" => AuditLog.FromItems(cloud.Tables["patients-audit"].Items),
        "same-table" => AuditLog.FromItems(cloud.Tables["patients"].Items),
        "console" => new([.. cloud.Console.Select(static line => AuditEntry.Parse(Encoding.UTF8.GetBytes(line)))], []),
        _ => new([.. cloud.LogGroups["/audit/logs/clinic"].Events.Select(static stored => AuditEntry.Parse(stored.Message.Span))], []),
    };

    private static AppModel Model(string sink, Redaction phone = Redaction.Mask) => new()
    {
        Name = "clinic",
        Settings = new Fw24AppAttribute("clinic"),
        Tables =
        [
            new TableModel
            {
                Name = "patients",
                PartitionKey = new KeyAttribute("Id", KeyType.String),
                Entities =
                [
                    new EntityModel<object>
                    {
                        Name = "Patient",
                        Actor = "By",
                        Sensitive = [new("Phone", phone), new("Email", Redaction.Remove)],
                        Read = static (ref _) => throw new NotSupportedException(),
                        Write = static (_, _) => throw new NotSupportedException(),
                    },
                ],
                Stream = new StreamEnabledAttribute { Fifo = true },
                Audit = sink switch
                {
                    "own-table" => new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "patients-audit" },
                    "same-table" => new AuditAttribute(AuditLoggerType.DynamoDb),
                    "console" => new AuditAttribute(AuditLoggerType.Console),
                    _ => new AuditAttribute(AuditLoggerType.Cloudwatch),
                },
            },
        ],
        Handlers = [],
    };

    private static ItemImage Image(string json) => new(Encoding.UTF8.GetBytes(json));
}
