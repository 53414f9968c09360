using System.Globalization;
using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24507: a key attribute has one type in its table.</summary>
public sealed class KeyAttributeTypesRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex("a-a", PartitionKey = "Ref")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public required string Ref { get; init; }
        }

        [DynamoTable("orders")]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
            public int {|FW24507:Ref|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), {|FW24507:GlobalIndex("a-a", PartitionKey = "Ref")|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public required string Ref { get; init; }
        }

        [DynamoTable("orders"), {|FW24507:GlobalIndex("b-b", PartitionKey = "Ref")|}]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
            public required int Ref { get; init; }
        }
        """)]
    public Task A_key_attribute_with_two_types_is_refused(string markup) => RuleTest.ViolatesAsync("FW24507", markup, Refused.Table);

    [Fact]
    public Task An_index_key_and_a_property_that_are_both_stored_as_strings_are_allowed() => RuleTest.AllowsAsync("""
        [DynamoTable("orders"), GlobalIndex("by-ref", PartitionKey = nameof(Ref))]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Ref { get; set; }
        }

        [DynamoTable("orders")]
        class Note
        {
            [PartitionKey] public required string Id { get; init; }
            public Guid Ref { get; set; }
        }
        """);

    [Theory]
    [InlineData("string", null)]
    [InlineData("int", "Stock.Ref")]
    [InlineData("byte[]", "Stock.Ref")]
    [InlineData("List<int>", "Stock.Ref")]
    public async Task A_property_of_a_library_has_the_type_of_the_key_of_that_name(string type, string? subject)
    {
        var library = GeneratorTest.Run(new TestProject
        {
            AssemblyName = "Stock",
            RootNamespace = "Stock",
            Sources = [$$"""
                using Fw24;

                [DynamoTable("items")]
                public sealed record Item([property: PartitionKey] string Id, bool Flag, {{type}} Ref);
                """],
        });

        var messages = await MessagesAsync(library);
        Assert.Equal(subject is null ? 0 : 1, messages.Count);
        Assert.All(messages, message => Assert.StartsWith($"{subject}:", message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_property_of_a_library_whose_marker_does_not_state_its_type_is_allowed()
    {
        var old = GeneratorTest.RunOnly(new TestProject
        {
            AssemblyName = "Stock",
            Sources = ["""
                [assembly: Fw24.Generated.GeneratedApp(1, "Stock", false, Parts = "global::Nowhere")]
                [assembly: Fw24.Generated.GeneratedEntity("items", "Item", Prefix = "Item", Part = "Item", Keys = new[] { "Id", "S" },
                    Attributes = new[] { "Id", "Id", "Ref", "Ref" }, TableSettings = new object[] { "name", "items" })]
                """],
        });

        Assert.Empty(await MessagesAsync(old));
    }

    private static async Task<IReadOnlyList<string>> MessagesAsync(GeneratorTest library)
    {
        var diagnostics = await AnalyzerTest.DiagnosticsAsync(GeneratorTest.RunOnly(new TestProject
        {
            Sources = ["""
                using Fw24;

                [DynamoTable("items"), GlobalIndex("by-ref", PartitionKey = "Ref")]
                public sealed record Label([property: PartitionKey] string Id, string Ref);

                public static class Start
                {
                    public static void Main() { }
                }
                """],
            References = [.. TestReferences.All, library.ToReference()],
            IsExecutable = true,
        }));
        Assert.All(diagnostics, static diagnostic => Assert.Equal("FW24507", diagnostic.Id));
        return [.. diagnostics.Select(static diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture))];
    }
}
