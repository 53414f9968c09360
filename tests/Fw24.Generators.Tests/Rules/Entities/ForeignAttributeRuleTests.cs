using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24032: an attribute of another library has no effect.</summary>
public sealed class ForeignAttributeRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [System.Text.Json.Serialization.JsonIgnore] public string? {|FW24032:Note|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [System.Text.Json.Serialization.JsonPropertyName("note")] public string? {|FW24032:Note|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [System.Runtime.Serialization.IgnoreDataMember] public string? {|FW24032:Note|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [System.Runtime.Serialization.DataMember(Name = "note")] public string? {|FW24032:Note|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [System.ComponentModel.DataAnnotations.Schema.NotMapped] public string? {|FW24032:Note|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Amazon.DynamoDBv2.DataModel.DynamoDBIgnore] public string? {|FW24032:Note|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Amazon.DynamoDBv2.DataModel.DynamoDBProperty("note")] public string? {|FW24032:Note|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Amazon.DynamoDBv2.DataModel.DynamoDBProperty(AttributeName = "note")] public string? {|FW24032:Note|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Amazon.DynamoDBv2.DataModel.DynamoDBProperty(StoreAsEpoch = true)] public DateTime {|FW24032:Note|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Amazon.DynamoDBv2.DataModel.DynamoDBProperty(typeof(string))] public string? {|FW24032:Note|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Amazon.DynamoDBv2.DataModel.DynamoDBFlatten] public Outer? {|FW24032:Value|} { get; init; }
        }

        public sealed class Outer
        {
            public int Number { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Amazon.DynamoDBv2.DataModel.DynamoDBHashKey] public required string {|FW24032:Note|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Amazon.DynamoDBv2.DataModel.DynamoDBRangeKey] public required string {|FW24032:Note|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Amazon.DynamoDBv2.DataModel.DynamoDBVersion] public int {|FW24032:Note|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Amazon.DynamoDBv2.DataModel.DynamoDBGlobalSecondaryIndexHashKey("by-note")] public string? {|FW24032:Note|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Amazon.DynamoDBv2.DataModel.DynamoDBGlobalSecondaryIndexRangeKey("by-a", "by-b")] public string? {|FW24032:Note|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Amazon.DynamoDBv2.DataModel.DynamoDBLocalSecondaryIndexRangeKey("by-note")] public string? {|FW24032:Note|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Newtonsoft.Json.JsonProperty(PropertyName = "note")] public string? {|FW24032:Note|} { get; init; }
        }

        namespace Newtonsoft.Json
        {
            public sealed class JsonIgnoreAttribute : Attribute;

            public sealed class JsonPropertyAttribute : Attribute
            {
                public string? PropertyName { get; set; }
            }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Newtonsoft.Json.JsonIgnore] public string? {|FW24032:Note|} { get; init; }
        }

        namespace Newtonsoft.Json
        {
            public sealed class JsonIgnoreAttribute : Attribute;

            public sealed class JsonPropertyAttribute : Attribute
            {
                public string? PropertyName { get; set; }
            }
        }
        """)]
    public Task An_attribute_of_another_library_is_reported(string markup) => RuleTest.ViolatesAsync("FW24032", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Outer? Value { get; init; }
        }

        public sealed class Outer
        {
            [System.Text.Json.Serialization.JsonIgnore] public int {|FW24032:Inner|} { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order : Base
        {
            [PartitionKey] public required string Id { get; init; }
        }

        public class Base
        {
            [System.Text.Json.Serialization.JsonIgnore] public string? {|FW24032:Note|} { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [{|FW24032:Amazon.DynamoDBv2.DataModel.DynamoDBTable("others")|}]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [{|FW24032:Amazon.DynamoDBv2.DataModel.DynamoDBTable("orders", LowerCamelCaseProperties = true)|}]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), {|FW24032:Amazon.DynamoDBv2.DataModel.DynamoDBTable("others")|}]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [{|FW24032:Amazon.DynamoDBv2.DataModel.DynamoDBPolymorphicType("express", typeof(Express))|}]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Amazon.DynamoDBv2.DataModel.DynamoDBPolymorphicType("more", typeof(string))] public Part? {|FW24032:Part|} { get; init; }
            [Amazon.DynamoDBv2.DataModel.DynamoDBAtomicCounter] public long {|FW24032:Count|} { get; init; }
        }

        sealed class Express;

        sealed class Part
        {
            public int Number { get; set; }
        }
        """)]
    public Task An_attribute_of_a_nested_type_a_base_class_or_a_table_is_reported(string markup)
        => RuleTest.ViolatesAsync("FW24032", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders"), Amazon.DynamoDBv2.DataModel.DynamoDBTable("orders")]
        class Order
        {
            [PartitionKey, Amazon.DynamoDBv2.DataModel.DynamoDBHashKey] public required string Id { get; init; }
            [SortKey, Amazon.DynamoDBv2.DataModel.DynamoDBRangeKey] public required string Part { get; init; }
            [Version, Amazon.DynamoDBv2.DataModel.DynamoDBVersion] public int Version { get; init; }
            [DynamoConverter<EpochSeconds>, Amazon.DynamoDBv2.DataModel.DynamoDBProperty(StoreAsEpoch = true)] public DateTime At { get; init; }
            [DynamoConverter<BooleanAsNumber>, Amazon.DynamoDBv2.DataModel.DynamoDBProperty(typeof(string))] public bool Open { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoIgnore, System.Text.Json.Serialization.JsonIgnore] public string? A { get; set; }
            [DynamoAttribute("b"), System.Text.Json.Serialization.JsonPropertyName("mail")] public string? B { get; set; }
            [System.Text.Json.Serialization.JsonPropertyName("C")] public string? C { get; set; }
            [AuditIgnore, System.Text.Json.Serialization.JsonIgnore] public string? D { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
            public string? A { get; set; }
            [Amazon.DynamoDBv2.DataModel.DynamoDBProperty] public string? B { get; set; }
            [System.Runtime.Serialization.DataMember(Order = 1)] public string? C { get; set; }
            [System.Text.Json.Serialization.JsonIgnore] public string D => Id;
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [JsonIgnore] public string? A { get; set; }
        }

        [AttributeUsage(AttributeTargets.All)]
        class JsonIgnoreAttribute : Attribute;
        """)]
    public Task An_attribute_with_an_equivalent_or_without_an_effect_is_allowed(string source) => RuleTest.AllowsAsync(source);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [System.Text.Json.Serialization.JsonIgnore] public required string Note { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        record Order([property: PartitionKey] string Id, [property: System.Text.Json.Serialization.JsonIgnore] string Note);
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [System.Text.Json.Serialization.JsonPropertyName("Id")] public string? Note { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Amazon.DynamoDBv2.DataModel.DynamoDBHashKey] public required string Note { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Amazon.DynamoDBv2.DataModel.DynamoDBGlobalSecondaryIndexHashKey("by-note")] public required string Note { get; init; }
        }
        """)]
    public Task An_attribute_without_a_safe_equivalent_is_left(string source) => RuleTest.WithholdsAsync("FW24032", source);

    [Theory]
    [InlineData(
        """
        [DynamoTable("orders")]
        record Order([property: PartitionKey] string Id, [property: System.Text.Json.Serialization.JsonPropertyName("mail")] string Mail);
        """,
        """
        [DynamoTable("orders")]
        record Order([property: PartitionKey] string Id, [property: System.Text.Json.Serialization.JsonPropertyName("mail")] [property: DynamoAttribute("mail")] string Mail);
        """)]
    [InlineData(
        """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Amazon.DynamoDBv2.DataModel.DynamoDBRangeKey] public required string Part { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Amazon.DynamoDBv2.DataModel.DynamoDBRangeKey] [SortKey] public required string Part { get; init; }
        }
        """)]
    [InlineData(
        """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [System.Text.Json.Serialization.JsonPropertyName("a"), Amazon.DynamoDBv2.DataModel.DynamoDBProperty("b")]
            public string? Note { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [System.Text.Json.Serialization.JsonPropertyName("a"), Amazon.DynamoDBv2.DataModel.DynamoDBProperty("b")]
            [DynamoAttribute("b")]
            public string? Note { get; init; }
        }
        """)]
    [InlineData(
        """
        [DynamoTable("orders")] class Order
        {
            [PartitionKey] public required string Id { get; init; }

            /// <summary>Secret.</summary>
            [System.Text.Json.Serialization.JsonIgnore] // nobody's
            public string? Password { get; init; }
        }
        """,
        """
        [DynamoTable("orders")] class Order
        {
            [PartitionKey] public required string Id { get; init; }

            /// <summary>Secret.</summary>
            [System.Text.Json.Serialization.JsonIgnore] // nobody's
            [DynamoIgnore]
            public string? Password { get; init; }
        }
        """)]
    public Task The_equivalent_is_added(string wrong, string right) => RuleTest.FixesAsync("FW24032", wrong, right);

    [Fact]
    public Task The_fix_names_the_equivalent() => RuleTest.OffersAsync("FW24032", """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [System.Text.Json.Serialization.JsonPropertyName("mail")] public string? Mail { get; init; }
        }
        """, "Add [DynamoAttribute(\"mail\")] to Mail");

    [Theory]
    [InlineData("System.Text.Json.Serialization.JsonIgnore")]
    [InlineData("""System.Text.Json.Serialization.JsonPropertyName("note")""")]
    [InlineData("System.Runtime.Serialization.IgnoreDataMember")]
    [InlineData("""System.Runtime.Serialization.DataMember(Name = "note")""")]
    [InlineData("System.ComponentModel.DataAnnotations.Schema.NotMapped")]
    [InlineData("Amazon.DynamoDBv2.DataModel.DynamoDBIgnore")]
    [InlineData("""Amazon.DynamoDBv2.DataModel.DynamoDBProperty("note")""")]
    public async Task F15_an_attribute_of_another_library_is_reported(string attribute)
    {
        var note = $"[{attribute}] public string? {{|FW24032:Note|}} {{ get; init; }}";
        await AnalyzerTest.VerifyAsync(Order(note));
        await AnalyzerTest.VerifyAsync(Order("public Part? Part { get; init; }", note));
    }

    [Theory]
    [InlineData("Amazon.DynamoDBv2.DataModel.DynamoDBHashKey")]
    [InlineData("Amazon.DynamoDBv2.DataModel.DynamoDBVersion")]
    [InlineData("System.ComponentModel.DataAnnotations.Key")]
    [InlineData("System.ComponentModel.DataAnnotations.Timestamp")]
    public async Task F15_a_key_or_version_of_another_library_counts_only_in_an_item(string attribute)
    {
        await AnalyzerTest.VerifyAsync(Order($"[{attribute}] public string? {{|FW24032:Note|}} {{ get; init; }}"));
        await AnalyzerTest.VerifyAsync(Order("public Part? Part { get; init; }", $"[{attribute}] public string? Note {{ get; init; }}"));
    }

    [Theory]
    [InlineData("System.Text.Json.Serialization.JsonIgnore, DynamoIgnore")]
    [InlineData("""System.Text.Json.Serialization.JsonPropertyName("note"), DynamoAttribute("note")""")]
    [InlineData("Amazon.DynamoDBv2.DataModel.DynamoDBIgnore, DynamoIgnore")]
    [InlineData("""Amazon.DynamoDBv2.DataModel.DynamoDBProperty("note"), DynamoAttribute("note")""")]
    [InlineData("""System.Text.Json.Serialization.JsonPropertyName("Note")""")]
    [InlineData("System.ComponentModel.DataAnnotations.MaxLength(10)")]
    public Task F15_an_equivalent_attribute_is_allowed(string attributes)
        => AnalyzerTest.VerifyAsync(Order($"[{attributes}] public string? Note {{ get; init; }}"));

    [Theory]
    [InlineData("{|FW24032:Open|}", """System.Runtime.Serialization.EnumMember(Value = "open")""")]
    [InlineData("{|FW24032:Open|}", """System.Text.Json.Serialization.JsonStringEnumMemberName("in-progress")""")]
    [InlineData("{|FW24032:Open|}", """System.Xml.Serialization.XmlEnum("open")""")]
    [InlineData("{|FW24032:Open|}", """System.Xml.Serialization.XmlEnum(Name = "open")""")]
    [InlineData("Open", "System.Runtime.Serialization.EnumMember")]
    [InlineData("Open", """System.Runtime.Serialization.EnumMember(Value = "Open")""")]
    [InlineData("Open", """System.Text.Json.Serialization.JsonStringEnumMemberName("Open")""")]
    [InlineData("Open", """System.ComponentModel.Description("open")""")]
    public async Task F15_another_name_of_an_enum_member_is_reported(string member, string attribute)
    {
        var state = $"\npublic enum State {{ [{attribute}] {member}, Closed }}";
        await AnalyzerTest.VerifyAsync(Order("public State State { get; init; }") + state);
        await AnalyzerTest.VerifyAsync(Order("public Part? Part { get; init; }", "public List<State>? States { get; init; }") + state);
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
