using System.Text;
using Fw24.Audit;
using Fw24.Local.Faults;
using Fw24.Local.Tests.Shop;
using Fw24.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local.Tests;

/// <summary>Stages side by side, and tables of other names.</summary>
public sealed class StageTests
{
    private readonly Seen _seen = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("same-table")]
    [InlineData("own-table")]
    [InlineData("cloudwatch")]
    public async Task W13_two_stages_run_side_by_side_and_no_change_reaches_the_other(string audit)
    {
        var app = Model(audit);
        await using var cloud = LocalCloud.Create(app, options =>
        {
            options.Topology = LocalTopology.Of(app, "dev").Beside(LocalTopology.Of(app, "prod"));
            options.Services = services => services.AddSingleton(_seen);
        });

        var (dev, prod) = (cloud.Table<Order>("dev"), cloud.Table<Order>("prod"));
        await dev.PutAsync(new Order("a", "New", 1, "u-1"), Cancellation);
        await prod.PutAsync(new Order("a", "Paid", 2, "u-2"), Cancellation);
        await cloud.RunUntilIdleAsync(Cancellation);
        await dev.PutAsync(new Order("a", "Sent", 3, "u-1"), Cancellation);
        await cloud.RunUntilIdleAsync(Cancellation);
        await dev.PutAsync(new Order("b", "New", 4, "u-1"), Cancellation);
        await cloud.RunUntilIdleAsync(Cancellation);

        Assert.Equal("Sent", (await dev.GetAsync(ShopApp.Key("a"), Cancellation))!.Status);
        Assert.Equal("Paid", (await prod.GetAsync(ShopApp.Key("a"), Cancellation))!.Status);
        Assert.Equal(4, _seen.Changes.Count);
        Assert.Equal((3, 1), (cloud.Report().Functions["Mailer-dev"].Invocations, cloud.Report().Functions["Mailer-prod"].Invocations));
        Assert.Equal(3, Entries("dev").Sum(static trail => trail.Entries.Count));
        Assert.Equal(1, Entries("prod").Sum(static trail => trail.Entries.Count));
        Assert.All(Entries("dev"), trail => AssertFolded(cloud, "orders-dev", trail));
        Assert.All(Entries("prod"), trail => AssertFolded(cloud, "orders-prod", trail));

        // Records keep the name within the app.
        Assert.All(Entries("dev").Concat(Entries("prod")), static trail => Assert.Equal("orders", trail.Table));
        Assert.Empty(cloud.Queues["shop-parking-dev"].Messages);
        Assert.Empty(cloud.Queues["shop-parking-prod"].Messages);
        Assert.Empty(cloud.Failures);

        IReadOnlyList<AuditTrail> Entries(string stage) => AuditTrail.Gather(audit switch
        {
            "own-table" => AuditLog.FromItems(cloud.Tables[$"orders-audit-{stage}"].Items),
            "same-table" => AuditLog.FromItems(cloud.Tables[$"orders-{stage}"].Items.Where(IsAuditRow)),
            _ => new(
                [.. cloud.LogGroups[$"/audit/logs/shop-{stage}"].Events.Select(static line => AuditEntry.Parse(line.Message.Span))],
                []),
        });
    }

    [Fact]
    public async Task Each_stage_parks_in_a_queue_of_its_own()
    {
        var app = Model("cloudwatch");
        await using var cloud = LocalCloud.Create(app, options =>
        {
            options.Topology = LocalTopology.Of(app, "dev").Beside(LocalTopology.Of(app));
            options.Services = services => services.AddSingleton(_seen);
        });
        cloud.Poison("orders-dev", PoisonKind.MissingKeys);
        cloud.Poison("orders-dev", PoisonKind.UnreadableItem, ShopApp.Item(new Order("a", "New", 1)));
        await cloud.Table<Order>().PutAsync(new Order("b", "New", 1), Cancellation);
        await cloud.RunUntilIdleAsync(Cancellation);

        Assert.Equal((2, 0), (cloud.Queues["shop-parking-dev"].Count, cloud.Queues["shop-parking"].Count));
        Assert.Contains("no parking queue of its own", Refusal(() => cloud.ParkingQueue), StringComparison.Ordinal);
        Assert.Contains("the stages dev, (none)", Refusal(() => cloud.Table<Order>("prod")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cloud_of_one_stage_needs_no_name_of_it()
    {
        var app = Model("same-table");
        await using var cloud = LocalCloud.Create(app, options =>
        {
            options.Topology = LocalTopology.Of(app, "dev");
            options.Services = services => services.AddSingleton(_seen);
        });
        await cloud.Table<Order>().PutAsync(new Order("a", "New", 1), Cancellation);
        await cloud.RunUntilIdleAsync(Cancellation);

        Assert.Equal("dev", cloud.Topology.Stage);
        Assert.Single(_seen.Changes);
        var message = Encoding.UTF8.GetString(cloud.Topics["orders-stream-dev.fifo"].Messages[0].Body.Span);
        Assert.Contains("\"source\":\"arn:aws:dynamodb:eu-central-1:123456789012:table/orders-dev\"", message, StringComparison.Ordinal);
        Assert.Empty(cloud.ParkingQueue.Messages);
    }

    [Fact]
    public void The_same_stage_twice_is_refused()
    {
        var stage = LocalTopology.Of(Model("console"), "dev");
        var refusal = Assert.Throws<InvalidOperationException>(() => stage.Beside(stage).Validate()).Message;
        Assert.Contains("two resources with the name 'orders-stream-dev.fifo'", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Topologies_of_two_regions_are_not_one_cloud()
    {
        var stage = LocalTopology.Of(Model("console"), "dev");
        Assert.Contains("of two", Refusal(() => stage.Beside(stage with { Region = "eu-west-1" })), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_stage_is_refused()
    {
        var refusal = Assert.Throws<ArgumentException>(() => LocalTopology.Of(Model("console"), "a b")).Message;
        Assert.Contains("'a b' is not a stage", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dev", null)]
    [InlineData("${Stage}", "dev")]
    public async Task W7_a_manifests_stage_and_table_names_are_run(string stated, string? stage)
    {
        await using var cloud = LocalCloud.Create(ShopApp.WithHandler<Copier>(Model("same-table"), ["orders"]), options =>
        {
            options.Topology = LocalTopology.FromManifest(Manifest(stated), stage);
            options.Services = services => services.AddSingleton(_seen);
        });

        await cloud.Table<Order>().PutAsync(new Order("a", "New", 1), Cancellation);
        await cloud.Table<Order>("dev").PutAsync(new Order("a", "Sent", 1), Cancellation);
        await cloud.RunUntilIdleAsync(Cancellation);

        // What the handler wrote is in the table that exists, and so are the audit records of both items.
        Assert.Equal("New", (await cloud.Table<Order>().GetAsync(ShopApp.Key("copy-a"), Cancellation))!.Status);
        Assert.Equal(["Old.Orders"], cloud.Tables.Keys);
        var trails = AuditTrail.Gather(AuditLog.FromItems(cloud.Tables["Old.Orders"].Items.Where(IsAuditRow)));
        Assert.Equal(2, trails.Count);
        Assert.All(trails, trail => AssertFolded(cloud, "Old.Orders", trail));
        Assert.Empty(cloud.Failures);
    }

    [Theory]
    [InlineData("${Stage}", null, "name the stage to run")]
    [InlineData("${Stage}", "a b", "'a b' is not a stage")]
    [InlineData("dev", "prod", "The manifest is of the stage 'dev', and not of 'prod'.")]
    [InlineData("a b", null, "'a b' is not a stage")]
    public void A_manifest_of_another_stage_is_refused(string stated, string? stage, string reason)
    {
        var refusal = Assert.Throws<InvalidDataException>(() => LocalTopology.FromManifest(Manifest(stated), stage)).Message;
        Assert.Contains(reason, refusal, StringComparison.Ordinal);
    }

    private static string Refusal(Func<object?> act) => Assert.Throws<InvalidOperationException>(act).Message;

    private static string Manifest(string stage) => """
        {
          "schema": "fw24.manifest/1",
          "app": "shop",
          "stage": "~",
          "tableNames": { "orders": "Old.Orders" },
          "tables": [{ "name": "Old.Orders", "entities": ["Order"], "partitionKey": { "name": "OrderId", "type": "S" }, "stream": "NEW_AND_OLD_IMAGES", "billingMode": "PAY_PER_REQUEST" }],
          "topics": [{ "name": "orders-stream-~.fifo", "fifo": true }],
          "queues": [
            { "name": "shop-parked-records-~", "fifo": false, "retentionSeconds": 1209600 },
            { "name": "shop-failures-~", "fifo": false, "retentionSeconds": 1209600 },
            { "name": "shop-Copier-~.fifo", "fifo": true, "visibilityTimeoutSeconds": 180, "retentionSeconds": 86400 },
            { "name": "shop-audit-~.fifo", "fifo": true, "visibilityTimeoutSeconds": 180, "retentionSeconds": 86400 }
          ],
          "subscriptions": [
            { "topic": "orders-stream-~.fifo", "queue": "shop-Copier-~.fifo", "filterPolicy": { "operation": ["insert"] } },
            { "topic": "orders-stream-~.fifo", "queue": "shop-audit-~.fifo" }
          ],
          "functions": [
            { "name": "shop-orders-stream-~", "function": "orders-stream", "timeoutSeconds": 30, "environment": { "FW24_FUNCTION": "orders-stream", COMMON, "FW24_TOPIC_ARN": { "arnOf": { "topic": "orders-stream-~.fifo" } } } },
            { "name": "shop-orders-audit-~", "function": "orders-audit", "timeoutSeconds": 30, "environment": { "FW24_FUNCTION": "orders-audit", COMMON, "FW24_AUDIT_TABLE": "Old.Orders" } },
            { "name": "shop-Copier-~", "function": "Copier", "timeoutSeconds": 30, "environment": { "FW24_FUNCTION": "Copier", COMMON }, "permissions": [{ "actions": ["dynamodb:GetItem"], "resources": [{ "table": "Old.Orders" }] }] }
          ],
          "eventSources": [
            { "function": "shop-orders-stream-~", "stream": "Old.Orders", "startingPosition": "TRIM_HORIZON", "batchSize": 10, "bisectBatchOnError": true, "maxRecordAgeSeconds": 600, "parallelizationFactor": 1, "reportBatchItemFailures": true, "filters": ["{\"dynamodb\":{\"Keys\":{\"OrderId\":{\"S\":[{\"anything-but\":{\"prefix\":\"AUDIT#\"}}]}}}}"], "onFailure": "shop-failures-~" },
            { "function": "shop-Copier-~", "queue": "shop-Copier-~.fifo", "batchSize": 1, "reportBatchItemFailures": true },
            { "function": "shop-orders-audit-~", "queue": "shop-audit-~.fifo", "batchSize": 1, "reportBatchItemFailures": true }
          ],
          "logGroups": []
        }
        """
        .Replace(
            "COMMON",
            """
            "FW24_STAGE": "~", "FW24_TABLES": "orders=Old.Orders", "FW24_TABLE_ARN": { "arnOf": { "table": "Old.Orders" } },
            "FW24_PARKING_QUEUE_URL": { "urlOf": { "queue": "shop-parked-records-~" } }
            """,
            StringComparison.Ordinal)
        .Replace("~", stage, StringComparison.Ordinal);

    private static AppModel Model(string audit) => ShopApp.Model(audit: audit switch
    {
        "own-table" => new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "orders-audit" },
        "same-table" => new AuditAttribute(AuditLoggerType.DynamoDb),
        "console" => new AuditAttribute(AuditLoggerType.Console),
        _ => new AuditAttribute(AuditLoggerType.Cloudwatch),
    });

    private static void AssertFolded(LocalCloud cloud, string table, AuditTrail trail)
    {
        var (stored, folded) = (cloud.Tables[table].Get(trail.Key), trail.Fold().Item);
        Assert.True(Fw24.Items.AttributeEquality.AreEqual(Map(stored), Map(folded)));

        static byte[] Map(ItemImage item) => [.. "{\"M\":"u8, .. item.Json.Span, (byte)'}'];
    }

    private static bool IsAuditRow(ItemImage item) => item.Json.Span.IndexOf("\"AUDIT#"u8) >= 0;
}
