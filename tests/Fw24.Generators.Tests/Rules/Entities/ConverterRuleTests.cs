using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24065: a converter converts the type of its property.</summary>
public sealed class ConverterRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoConverter<EpochSeconds>] public TimeSpan {|FW24065:Length|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoConverter<string>] public int {|FW24065:Length|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoConverter<CodeConverter>] public Code {|FW24065:Code|} { get; init; }
        }

        public readonly record struct Code(string Text);

        public sealed class CodeConverter : IDynamoConverter<Code, object>
        {
            public static object ToStored(Code value) => default!;
            public static Code FromStored(object stored) => default;
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoConverter<CodeConverter>] public List<Code>? {|FW24065:Codes|} { get; init; }
        }

        public readonly record struct Code(string Text);

        public sealed class CodeConverter : IDynamoConverter<Code, string>
        {
            public static string ToStored(Code value) => default!;
            public static Code FromStored(string stored) => default;
        }
        """)]
    public Task Another_type_is_refused(string markup) => RuleTest.ViolatesAsync("FW24065", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoConverter<CodeConverter>] public required Code Code { get; init; }
            [DynamoConverter<CodeConverter>] public Code? Other { get; init; }
            [DynamoConverter<EpochSeconds>] public DateTime? Start { get; init; }
        }

        public readonly record struct Code(string Text);

        public sealed class CodeConverter : IDynamoConverter<Code, string>
        {
            public static string ToStored(Code value) => default!;
            public static Code FromStored(string stored) => default;
        }
        """)]
    public Task Its_type_is_allowed_with_and_without_null(string source) => RuleTest.AllowsAsync(source);
}
