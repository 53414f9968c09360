using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24028: a table has at most 20 indexes.</summary>
public sealed class IndexCountRuleTests
{
    [Fact]
    public Task A_table_with_21_indexes_is_reported() => RuleTest.ViolatesAsync("FW24028", $$"""
        [DynamoTable("orders")]
        {{Indexes(21)}}
        public sealed class {|FW24028:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task A_table_with_20_indexes_is_allowed() => RuleTest.AllowsAsync($$"""
        [DynamoTable("orders")]
        {{Indexes(20)}}
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    private static string Indexes(int count)
        => string.Join('\n', Enumerable.Range(1, count).Select(static number => $"""[GlobalIndex("by-id-{number}", PartitionKey = "Id")]"""));
}
