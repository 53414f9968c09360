using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24214: a table that holds its own audit records has string keys.</summary>
public sealed class AuditKeysRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders"), {|FW24214:Audit(AuditLoggerType.DynamoDb)|}]
        public sealed class Order
        {
            [PartitionKey] public required int Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), {|FW24214:Audit(AuditLoggerType.DynamoDb)|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [TimeToLive] public long audit { get; init; }
        }
        """)]
    public Task A_numeric_key_or_an_attribute_of_the_same_name_is_refused(string markup)
        => RuleTest.ViolatesAsync("FW24214", markup, Refused.Table);

    [Fact]
    public Task The_records_move_to_another_table() => RuleTest.FixesAsync(
        "FW24214",
        """
        [DynamoTable("orders")]
        [Audit(
            AuditLoggerType.DynamoDb,
            BatchSize = 3 /* few */)]
        class Order
        {
            [PartitionKey] public required int Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        [Audit(
            AuditLoggerType.DynamoDb,
            BatchSize = 3,
            AuditTableName = "orders-audit" /* few */)]
        class Order
        {
            [PartitionKey] public required int Id { get; init; }
        }
        """);
}
