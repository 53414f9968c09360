using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24226: an attribute on an interface's property is one that is inherited.</summary>
public sealed class InterfaceAttributeRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order : IOne
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Value { get; init; }
        }

        public interface IOne
        {
            [DynamoIgnore] string? {|FW24226:Value|} { get; }
        }
        """)]
    [InlineData("""
        public interface IHas
        {
            [DynamoIgnore] string? {|FW24226:Token|} { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order : IHas
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Token { get; set; }
        }
        """)]
    [InlineData("""
        public interface IHas
        {
            [DynamoAttribute("t")] string? {|FW24226:Token|} { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order : IHas
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Token { get; set; }
        }
        """)]
    [InlineData("""
        public interface IHas
        {
            [PartitionKey] string {|FW24226:Id|} { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order : IHas
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task S1_another_attribute_of_an_interface_is_reported(string markup) => RuleTest.ViolatesAsync("FW24226", markup);
}
