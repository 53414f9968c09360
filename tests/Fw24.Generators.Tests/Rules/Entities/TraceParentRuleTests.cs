using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24068: the trace context of the last write is a nullable string of its own.</summary>
public sealed class TraceParentRuleTests
{
    [Theory]
    [InlineData("[TraceParent] public int {|FW24068:Trace|} { get; init; }")]
    [InlineData("[TraceParent] public required string {|FW24068:Trace|} { get; init; }")]
    [InlineData("[TraceParent, AuditActor] public string? {|FW24068:Trace|} { get; init; }")]
    [InlineData("[TraceParent, WriteRegion] public string? {|FW24068:Trace|} { get; init; }")]
    [InlineData("[TraceParent, Sensitive] public string? {|FW24068:Trace|} { get; init; }")]
    public Task A_property_that_cannot_be_stamped_is_refused(string property) => RuleTest.ViolatesAsync("FW24068", Source(property));

    [Theory]
    [InlineData("[TraceParent] public string? Trace { get; init; }")]
    [InlineData("[TraceParent, AuditIgnore] public string? Trace { get; init; }")]
    public Task A_nullable_string_is_fine(string property) => RuleTest.AllowsAsync(Source(property));

    private static string Source(string property) => $$"""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            {{property}}
        }
        """;
}
