using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Analyzers;

/// <summary>Attributes of other libraries on a class.</summary>
public sealed class ForeignAttributeTests
{
    [Theory]
    [InlineData("System.Text.Json.Serialization.JsonIgnore")]
    [InlineData("System.Text.Json.Serialization.JsonPropertyName(\"note\")")]
    [InlineData("System.Runtime.Serialization.IgnoreDataMember")]
    [InlineData("System.Runtime.Serialization.DataMember(Name = \"note\")")]
    [InlineData("System.ComponentModel.DataAnnotations.Schema.NotMapped")]
    [InlineData("Amazon.DynamoDBv2.DataModel.DynamoDBIgnore")]
    [InlineData("Amazon.DynamoDBv2.DataModel.DynamoDBProperty(\"note\")")]
    public async Task F15_an_attribute_of_another_library_is_pointed_out(string attribute)
    {
        await AnalyzerTest.VerifyAsync(Order($"[{attribute}] public string? {{|FW24032:Note|}} {{ get; init; }}"));
        await AnalyzerTest.VerifyAsync(Order("public Part? Part { get; init; }", $"[{attribute}] public string? {{|FW24032:Note|}} {{ get; init; }}"));
    }

    [Theory]
    [InlineData("Amazon.DynamoDBv2.DataModel.DynamoDBHashKey")]
    [InlineData("Amazon.DynamoDBv2.DataModel.DynamoDBVersion")]
    [InlineData("System.ComponentModel.DataAnnotations.Key")]
    [InlineData("System.ComponentModel.DataAnnotations.Timestamp")]
    public async Task F15_a_key_or_version_of_another_library_is_one_of_an_item_alone(string attribute)
    {
        await AnalyzerTest.VerifyAsync(Order($"[{attribute}] public string? {{|FW24032:Note|}} {{ get; init; }}"));
        await AnalyzerTest.VerifyAsync(Order("public Part? Part { get; init; }", $"[{attribute}] public string? Note {{ get; init; }}"));
    }

    [Theory]
    [InlineData("System.Text.Json.Serialization.JsonIgnore, DynamoIgnore")]
    [InlineData("System.Text.Json.Serialization.JsonPropertyName(\"note\"), DynamoAttribute(\"note\")")]
    [InlineData("Amazon.DynamoDBv2.DataModel.DynamoDBIgnore, DynamoIgnore")]
    [InlineData("Amazon.DynamoDBv2.DataModel.DynamoDBProperty(\"note\"), DynamoAttribute(\"note\")")]
    [InlineData("System.Text.Json.Serialization.JsonPropertyName(\"Note\")")]
    [InlineData("System.ComponentModel.DataAnnotations.MaxLength(10)")]
    public Task F15_what_says_the_same_here_is_quiet(string attributes)
        => AnalyzerTest.VerifyAsync(Order($"[{attributes}] public string? Note {{ get; init; }}"));

    [Theory]
    [InlineData("{|FW24032:Open|}", "System.Runtime.Serialization.EnumMember(Value = \"open\")")]
    [InlineData("{|FW24032:Open|}", "System.Text.Json.Serialization.JsonStringEnumMemberName(\"in-progress\")")]
    [InlineData("{|FW24032:Open|}", "System.Xml.Serialization.XmlEnum(\"open\")")]
    [InlineData("{|FW24032:Open|}", "System.Xml.Serialization.XmlEnum(Name = \"open\")")]
    [InlineData("Open", "System.Runtime.Serialization.EnumMember")]
    [InlineData("Open", "System.Runtime.Serialization.EnumMember(Value = \"Open\")")]
    [InlineData("Open", "System.Text.Json.Serialization.JsonStringEnumMemberName(\"Open\")")]
    [InlineData("Open", "System.ComponentModel.Description(\"open\")")]
    public async Task F15_a_name_that_another_library_gives_an_enums_member_is_pointed_out(string member, string attribute)
    {
        await AnalyzerTest.VerifyAsync(Order("public State State { get; init; }") + $"public enum State {{ [{attribute}] {member}, Closed }}");
        await AnalyzerTest.VerifyAsync(Order("public Part? Part { get; init; }", "public List<State>? States { get; init; }") + $"public enum State {{ [{attribute}] {member}, Closed }}");
    }

    private static string Order(string member, string part = "") => $$"""
        using Fw24;

        namespace Shop;

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            {{member}}
        }

        public sealed class Part
        {
            public int Number { get; init; }
            {{part}}
        }
        """;
}
