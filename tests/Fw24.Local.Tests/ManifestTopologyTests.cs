namespace Fw24.Local.Tests;

public sealed class ManifestTopologyTests
{
    internal const string Manifest = """
        {
          "schema": "fw24.manifest/1",
          "app": "shop",
          "tables": [
            { "name": "orders", "entities": ["Order"], "partitionKey": { "name": "Id", "type": "N" }, "sortKey": { "name": "Part", "type": "B" }, "indexes": [{ "name": "by-status", "partitionKey": { "name": "Status", "type": "S" }, "projection": "ALL" }, { "name": "by-total", "partitionKey": { "name": "Part", "type": "B" }, "sortKey": { "name": "Total", "type": "N" }, "projection": "KEYS_ONLY" }, { "name": "by-both", "partitionKeys": [{ "name": "Status", "type": "S" }, { "name": "Total", "type": "N" }], "sortKeys": [{ "name": "Part", "type": "B" }, { "name": "Id", "type": "N" }], "projection": "INCLUDE", "include": ["A", "B"] }], "timeToLive": "gone", "stream": "KEYS_ONLY", "billingMode": "PAY_PER_REQUEST" }
          ],
          "topics": [{ "name": "orders-stream.fifo", "fifo": true, "maxMessageBytes": 1048576 }],
          "queues": [
            { "name": "shop-parked-records", "fifo": false, "retentionSeconds": 1209600 },
            { "name": "shop-orders-stream-failures", "fifo": false, "retentionSeconds": 1209600, "deadLetterQueue": { "queue": "shop-parked-records", "maxReceiveCount": 10 } },
            { "name": "shop-Mailer-dlq.fifo", "fifo": true, "retentionSeconds": 1209600 },
            { "name": "shop-Mailer.fifo", "fifo": true, "visibilityTimeoutSeconds": 77, "retentionSeconds": 86400, "delaySeconds": 45, "deadLetterQueue": { "queue": "shop-Mailer-dlq.fifo", "maxReceiveCount": 3 } }
          ],
          "subscriptions": [{ "topic": "orders-stream.fifo", "queue": "shop-Mailer.fifo", "rawMessageDelivery": true, "filterPolicy": { "operation": ["modify"], "changed": ["Status", "*"] }, "deadLetterQueue": "shop-Mailer-dlq.fifo" }],
          "functions": [
            {
              "name": "shop-orders-stream", "function": "orders-stream", "timeoutSeconds": 20,
              "environment": { "FW24_FUNCTION": "orders-stream", "FW24_PARKING_QUEUE_URL": { "urlOf": { "queue": "shop-parked-records" } }, "FW24_CLAIM_BUCKET": { "nameOf": { "bucket": "claim-checks" } }, "FW24_TOPIC_ARN": { "arnOf": { "topic": "orders-stream.fifo" } }, "FW24_HMAC_SECRET_ARN": { "arnOf": { "secret": "hmac-key" } } }
            },
            { "name": "shop-Mailer", "function": "Mailer", "timeoutSeconds": 20, "environment": { "FW24_FUNCTION": "Mailer", "FW24_PARKING_QUEUE_URL": { "urlOf": { "queue": "shop-parked-records" } } } }
          ],
          "eventSources": [
            { "function": "shop-orders-stream", "stream": "orders", "startingPosition": "LATEST", "batchSize": 7, "maxBatchingWindowSeconds": 2, "bisectBatchOnError": true, "maxRecordAgeSeconds": 600, "parallelizationFactor": 3, "reportBatchItemFailures": true, "filters": ["{}"], "onFailure": "shop-orders-stream-failures" },
            { "function": "shop-Mailer", "queue": "shop-Mailer.fifo", "batchSize": 4, "maxConcurrency": 9, "reportBatchItemFailures": true }
          ],
          "logGroups": [{ "name": "/aws/lambda/shop-Mailer", "retentionDays": 30 }, { "name": "/audit", "region": "us-east-1" }]
        }
        """;

    [Fact]
    public void Everything_the_manifest_says_is_in_the_topology()
    {
        var topology = LocalTopology.FromManifest(Manifest);
        topology.Validate();

        var table = Assert.Single(topology.Tables);
        Assert.Equal(("orders", "gone", StreamViewType.KeysOnly), (table.Name, table.TimeToLive, table.StreamViewType));
        Assert.Equal((new("Id", Model.KeyType.Number), new("Part", Model.KeyType.Binary)), (table.PartitionKey, table.SortKey));

        Assert.Equal(
            [
                "by-status All [Status String] [] []",
                "by-total KeysOnly [Part Binary] [Total Number] []",
                "by-both Include [Status String, Total Number] [Part Binary, Id Number] [A, B]",
            ],
            table.Indexes.Select(static index => $"{index.Name} {index.Projection} {Parts(index)}"));

        var queue = topology.Queues.Single(static queue => queue.Name is "shop-Mailer.fifo");
        Assert.Equal((77, 86_400, "shop-Mailer-dlq.fifo", 3), (queue.VisibilityTimeoutSeconds, queue.RetentionSeconds, queue.DeadLetterQueue, queue.MaxReceiveCount));
        Assert.Equal([45, 0], [queue.DelaySeconds, topology.Queues[0].DelaySeconds]);
        Assert.Equal("shop-parked-records", topology.ParkingQueue);
        Assert.Equal(1_048_576, Assert.Single(topology.Topics).MaxMessageBytes);
        var unstated = Manifest.Replace(", \"maxMessageBytes\": 1048576", "", StringComparison.Ordinal);
        Assert.Equal(262_144, Assert.Single(LocalTopology.FromManifest(unstated).Topics).MaxMessageBytes);

        var subscription = Assert.Single(topology.Subscriptions);
        Assert.Equal(["Status", "*"], subscription.FilterPolicy["changed"]);

        var stream = Assert.Single(topology.StreamMappings);
        Assert.Equal(("orders", "orders-stream", 7, 2, 3), (stream.Table, stream.Function, stream.BatchSize, stream.MaxBatchingWindowSeconds, stream.ParallelizationFactor));
        Assert.Equal((StreamStartingPosition.Latest, -1, 600, true), (stream.StartingPosition, stream.RetryAttempts, stream.MaxRecordAgeSeconds, stream.BisectBatchOnError));
        Assert.Equal("shop-orders-stream-failures", stream.OnFailureQueue);
        Assert.Equal(["{}"], stream.FilterPatterns);

        var mapping = Assert.Single(topology.QueueMappings);
        Assert.Equal(("shop-Mailer.fifo", "Mailer", 4, 0, true), (mapping.Queue, mapping.Function, mapping.BatchSize, mapping.MaxBatchingWindowSeconds, mapping.ReportBatchItemFailures));
        Assert.Equal(9, mapping.MaxConcurrency);
        Assert.Equal([("/aws/lambda/shop-Mailer", 30), ("/audit", 0)], topology.LogGroups.Select(static group => (group.Name, group.RetentionDays)));
    }

    [Fact]
    public void A_function_may_query_the_indexes_that_its_role_names()
    {
        const string Permissions = """
            , "permissions": [
              { "actions": ["dynamodb:GetItem", "dynamodb:Query"], "resources": [{ "table": "orders" }] },
              { "actions": ["dynamodb:Query"], "resources": [{ "index": "orders/index/by-total" }, { "index": "orders/index/by-both" }] }
            ] }
            """;
        const string Mailer = """ "FW24_FUNCTION": "Mailer", "FW24_PARKING_QUEUE_URL": { "urlOf": { "queue": "shop-parked-records" } } }""";
        var topology = LocalTopology.FromManifest(Manifest.Replace(Mailer + " }", Mailer + Permissions, StringComparison.Ordinal));
        var mailer = topology.Functions.Single(static function => function.Name is "Mailer");
        Assert.Equal(["orders"], mailer.Tables);
        Assert.Equal(["orders/index/by-both", "orders/index/by-total"], mailer.Indexes);
        Assert.Null(topology.Functions.Single(static function => function.Name is "orders-stream").Indexes);
    }

    private static string Parts(Model.IndexModel index)
        => $"{Keys(index.PartitionKeys)} {Keys(index.SortKeys)} [{string.Join(", ", index.Include)}]";

    private static string Keys(IReadOnlyList<Model.KeyAttribute> keys)
        => $"[{string.Join(", ", keys.Select(static key => $"{key.Name} {key.Type}"))}]";

    [Fact]
    public void References_become_ARNs_URLs_and_names()
    {
        var variables = LocalTopology.FromManifest(Manifest).Functions.Single(static function => function.Name is "orders-stream").Environment;
        Assert.Equal("arn:aws:sns:eu-central-1:123456789012:orders-stream.fifo", variables["FW24_TOPIC_ARN"]);
        Assert.Equal("https://sqs.eu-central-1.amazonaws.com/123456789012/shop-parked-records", variables["FW24_PARKING_QUEUE_URL"]);
        Assert.Equal("arn:aws:secretsmanager:eu-central-1:123456789012:secret:hmac-key", variables["FW24_HMAC_SECRET_ARN"]);
        Assert.NotEmpty(variables["FW24_CLAIM_BUCKET"]);
    }

    [Theory]
    [InlineData("nothing", "The text is not a manifest")]
    [InlineData("{}", "The text is not a manifest")]
    [InlineData("""{"schema":"fw24.manifest/2"}""", "fw24.manifest/2")]
    [InlineData("""{"schema":"fw24.manifest/1","tables":7}""", "The text is not a manifest")]
    [InlineData("""{"schema":"fw24.manifest/1","tables":[{"name":"t","partitionKey":{"name":"k","type":"X"}}]}""", "'X' is not the type of a key")]
    public void What_is_no_manifest_is_refused(string text, string reason)
        => Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => LocalTopology.FromManifest(text)).Message, StringComparison.Ordinal);
}
