using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests;

/// <summary>A change that is compatible with stored items and the deployed stack is not reported; only the lock is outdated.</summary>
public sealed class CompatibleChangeTests
{
    private const string Before = """
        [assembly: Fw24App("Shop", TimeoutSeconds = 60)]

        namespace Shop
        {
            [DynamoTable("orders", DeletionProtection = false)]
            [StreamEnabled(BatchSize = 7)]
            [Audit(AuditLoggerType.Cloudwatch, Retention = AuditRetention.OneMonth)]
            [GlobalIndex("by-customer", PartitionKey = "Customer")]
            public sealed class Order
            {
                [PartitionKey] public required string Id { get; init; }
                [SortKey] public required int Line { get; init; }
                public string? Customer { get; init; }
                public required string Note { get; init; }
                public int Count { get; init; }
                public DateTimeOffset Placed { get; init; }
                public Status Status { get; init; }
                public List<Part>? Parts { get; init; }
                [Sensitive(Redaction.Mask)] public string? Mail { get; init; }
                public string Label => Id + Count;
            }

            public sealed class Part
            {
                public string? Name { get; init; }
                public float Weight { get; init; }
            }

            public enum Status
            {
                Open,
                Paid,
            }

            public sealed class Mailer : OrderChangeHandler
            {
                protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                    => Task.CompletedTask;
            }

            // More.
        }
        """;

    private const string Indexer = """
        public sealed class Indexer : OrderChangeHandler
        {
            protected override Task OnRemovedAsync(OrderChange.Removed change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """;

    private const string Memo = """
        [DynamoTable("notes")]
        [GlobalIndex("by-a", PartitionKey = "A")]
        [GlobalIndex("by-b", PartitionKey = "B")]
        public sealed class Memo
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey] public required string Day { get; init; }
            public string? A { get; init; }
            public string? B { get; init; }
        }
        """;

    [Theory]
    [InlineData("public string? Customer { get; init; }", "public string? Customer { get; init; } public string? Remark { get; init; }")]
    [InlineData("public string? Customer { get; init; }", "public string? Customer { get; init; } public Part? Extra { get; init; }")]
    [InlineData("public string? Customer { get; init; }", "public string? Customer { get; init; } [Sensitive] public string? Phone { get; init; }")]
    [InlineData(
        "public string? Customer { get; init; }", "[DynamoAttribute(\"Customer\")] public string? Buyer { get; init; }",
        "PartitionKey = \"Customer\"", "PartitionKey = \"Buyer\"")]
    [InlineData("public string? Customer { get; init; }", "public string? Customer { get; set; }")]
    [InlineData("public required string Note { get; init; }", "public string? Note { get; init; }")]
    [InlineData("public required string Note { get; init; }", "public string Note { get; init; } = \"\";")]
    [InlineData("public int Count", "public long Count")]
    [InlineData("public int Count", "public decimal Count")]
    [InlineData("public DateTimeOffset Placed", "public string? Placed")]
    [InlineData("public float Weight", "public double Weight")]
    [InlineData("public float Weight", "public int? Size { get; init; } public float Weight")]
    [InlineData("public List<Part>? Parts", "public Part[]? Parts")]
    [InlineData("public List<Part>? Parts", "public IReadOnlyList<Part>? Parts")]
    [InlineData("public string Label => Id + Count;", "")]
    [InlineData("public string Label => Id + Count;", "public int Label => Count;")]
    [InlineData("        Paid,", "        Paid,\n        Disputed,")]
    [InlineData("        Open,\n        Paid,", "        Paid,\n        Open,")]
    [InlineData("Status", "State")]
    [InlineData("Part", "Component", "Componenti", "Parti", "Components", "Parts")]
    [InlineData("namespace Shop\n", "namespace Shop.Sales\n")]
    [InlineData("TimeoutSeconds = 60", "TimeoutSeconds = 90, MemoryMegabytes = 1024")]
    [InlineData("BatchSize = 7", "BatchSize = 3, RetryAttempts = 9, ParallelizationFactor = 2")]
    [InlineData("DeletionProtection = false", "DeletionProtection = true, PointInTimeRecovery = true")]
    [InlineData("AuditRetention.OneMonth", "AuditRetention.TenYears")]
    [InlineData("AuditRetention.OneMonth", "AuditRetention.Forever")]
    [InlineData("[GlobalIndex(", "[GlobalIndex(\"by-status\", PartitionKey = \"Status\")]\n    [GlobalIndex(")]
    [InlineData(
        "public sealed class Mailer", "[ChangeQueue(MaxReceiveCount = 9), OnChange(nameof(Order.Customer))] public sealed class Mailer",
        "OnInsertedAsync(OrderChange.Inserted", "OnModifiedAsync(OrderChange.Modified")]
    [InlineData("public sealed class Mailer", "internal sealed class Mailer")]
    [InlineData("// More.", Indexer)]
    [InlineData("// More.", Memo)]
    public Task A_compatible_change_says_nothing(params string[] replacements)
    {
        var after = Before;
        for (var index = 0; index < replacements.Length; index += 2)
        {
            after = after.Replace(replacements[index], replacements[index + 1], StringComparison.Ordinal);
        }

        Assert.NotEqual(Before, after);
        return LockTest.AcceptsAsync(Before, after);
    }

    [Fact]
    public async Task The_same_program_says_nothing_at_all()
    {
        var source = RuleTest.Full(Before);
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [source], IsExecutable = true });

        Assert.Empty(await AnalyzerTest.DiagnosticsAsync(test, @lock: LockTest.Of(source)));
    }

    [Fact]
    public async Task A_table_that_gets_its_first_stream_and_audit_says_nothing()
        => await LockTest.AcceptsAsync(
            """
            [DynamoTable("orders")]
            public sealed class Order
            {
                [PartitionKey] public required string Id { get; init; }
            }
            """,
            """
            [DynamoTable("orders")]
            [StreamEnabled(Fifo = true)]
            [Audit(AuditLoggerType.Cloudwatch)]
            public sealed class Order
            {
                [PartitionKey] public required string Id { get; init; }
                [Version] public int Version { get; init; }
                [TimeToLive] public long? Expires { get; init; }
            }
            """);
}
