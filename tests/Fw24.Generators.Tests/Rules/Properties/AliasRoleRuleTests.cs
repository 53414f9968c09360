using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24061: the attribute of a key, version, time to live or actor has no aliases.</summary>
public sealed class AliasRoleRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey, DynamoAttribute(Aliases = ["id"])] public required string {|FW24061:Id|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey, DynamoAttribute(Aliases = ["part"])] public required string {|FW24061:Part|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex("by-state", PartitionKey = nameof(State))]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute(Aliases = ["state"])] public string? {|FW24061:State|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Version, DynamoAttribute(Aliases = ["rev"])] public long {|FW24061:Version|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [TimeToLive, DynamoAttribute(Aliases = ["ttl"])] public long? {|FW24061:Expires|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [AuditActor, DynamoAttribute(Aliases = ["by"])] public string? {|FW24061:By|} { get; init; }
        }
        """)]
    public Task A_role_that_needs_the_present_name_is_refused(string markup) => RuleTest.ViolatesAsync("FW24061", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Version, DynamoAttribute("rev")] public long Version { get; init; }
            [Sensitive, DynamoAttribute(Aliases = ["mail"])] public string? Mail { get; init; }
        }
        """)]
    public Task Another_property_may_have_aliases(string source) => RuleTest.AllowsAsync(source);
}
