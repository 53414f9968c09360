using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24232: the actor of deletes is recorded.</summary>
public sealed class UnseenDeleteStampRuleTests
{
    [Fact]
    public Task An_actor_of_deletes_that_nothing_reads_is_reported()
        => RuleTest.ViolatesAsync("FW24232", Order("", "StampDeletes = true", "{|FW24232:By|}"));

    [Theory]
    [InlineData("[Audit(AuditLoggerType.Console)]", "StampDeletes = true")]
    [InlineData("[StreamEnabled]", "StampDeletes = true")]
    [InlineData("", "StampDeletes = false")]
    public Task One_that_something_reads_is_allowed(string attributes, string option) => RuleTest.AllowsAsync(Order(attributes, option, "By"));

    [Fact]
    public Task In_a_shared_table_another_entity_may_ask_for_the_audit() => RuleTest.AllowsAsync(Order("", "StampDeletes = true", "By") + """

        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Console)]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    private static string Order(string attributes, string option, string property) => $$"""
        [DynamoTable("orders")]
        {{attributes}}
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [AuditActor({{option}})] public string? {{property}} { get; init; }
        }
        """;
}
