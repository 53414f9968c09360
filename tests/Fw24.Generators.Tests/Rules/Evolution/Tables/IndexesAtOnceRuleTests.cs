using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24605: a deployment adds or removes one index of a table.</summary>
public sealed class IndexesAtOnceRuleTests
{
    [Fact]
    public Task Two_new_indexes_are_refused() => LockTest.ViolatesAsync(
        "FW24605",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
            public string? Shop { get; init; }
        }
        """,
        """
        [{|FW24605:DynamoTable("orders")|}]
        [GlobalIndex("by-customer", PartitionKey = "Customer")]
        [GlobalIndex("by-shop", PartitionKey = "Shop")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
            public string? Shop { get; init; }
        }
        """);

    [Fact]
    public Task One_new_index_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
            public string? Shop { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        [GlobalIndex("by-customer", PartitionKey = "Customer")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
            public string? Shop { get; init; }
        }
        """);

    [Fact]
    public async Task Two_new_indexes_of_an_audit_table_are_refused_even_of_two_tables()
    {
        const string Before = """
            [DynamoTable("notes"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "audit")]
            public sealed class Note
            {
                [PartitionKey] public required string Id { get; init; }
            }

            [DynamoTable("orders"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "audit")]
            public sealed class Order
            {
                [PartitionKey] public required string Id { get; init; }
            }
            """;
        var after = Before
            .Replace(")]\npublic sealed class Note", ", Queries = AuditQueries.Actor)]\npublic sealed class Note", StringComparison.Ordinal)
            .Replace(")]\npublic sealed class O", ", Queries = AuditQueries.Time)]\npublic sealed class O", StringComparison.Ordinal);
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [RuleTest.Full(after)], IsExecutable = true });

        var diagnostics = await AnalyzerTest.DiagnosticsAsync(test, null, LockTest.Of(RuleTest.Full(Before)));

        Assert.Equal(["FW24605", "FW24643", "FW24643"], diagnostics.Select(static one => one.Id).Order());
        var message = diagnostics.Single(static one => one.Id == "FW24605").GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains("'byTime' of 'audit'", message, StringComparison.Ordinal);
        Assert.Contains("'byActor' of 'audit'", message, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_new_audit_table_begins_with_both() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "audit", Queries = AuditQueries.Time | AuditQueries.Actor)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task They_are_reported_where_they_are_declared() => LockTest.ViolatesAsync(
        "FW24605",
        """
        [DynamoTable("orders")]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
            public string? Shop { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [{|FW24605:DynamoTable("orders")|}]
        [GlobalIndex("by-customer", PartitionKey = "Customer")]
        [GlobalIndex("by-shop", PartitionKey = "Shop")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
            public string? Shop { get; init; }
        }
        """);
}
