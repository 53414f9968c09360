using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24005: a role belongs to one property.</summary>
public sealed class OneOfEachRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey] public required string One { get; init; }
            [SortKey] public required string {|FW24005:Two|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [AuditActor] public string? One { get; init; }
            [AuditActor] public string? {|FW24005:Two|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Version] public int One { get; init; }
            [Version] public long {|FW24005:Two|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [TimeToLive] public long One { get; init; }
            [TimeToLive] public DateTime {|FW24005:Two|} { get; init; }
        }
        """)]
    public Task Two_properties_of_one_role_are_refused(string markup) => RuleTest.ViolatesAsync("FW24005", markup);
}
