using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24063: an upgrade method is static and takes a RawItem.</summary>
public sealed class UpgradeMethodRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class {|FW24063:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
            [ItemUpgrade] public void Upgrade(RawItem item) { }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class {|FW24063:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
            [ItemUpgrade] public static void Upgrade() { }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class {|FW24063:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
            [ItemUpgrade] public static void Upgrade(Order item) { }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class {|FW24063:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
            [ItemUpgrade] public static bool Upgrade(RawItem item) => true;
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class {|FW24063:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
            [ItemUpgrade] public static void Upgrade<T>(RawItem item) { }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class {|FW24063:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
            [ItemUpgrade] public static void Upgrade(ref RawItem item) { }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class {|FW24063:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
            [ItemUpgrade] public static void First(RawItem item) { }
            [ItemUpgrade] public static void Second(RawItem item) { }
        }
        """)]
    public Task Another_method_is_refused(string markup) => RuleTest.ViolatesAsync("FW24063", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [ItemUpgrade] private static void Upgrade(RawItem item) { }
        }
        """)]
    public Task A_private_method_is_allowed(string source) => RuleTest.AllowsAsync(source);
}
