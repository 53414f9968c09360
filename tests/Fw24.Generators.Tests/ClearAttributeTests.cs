using Fw24.Generators.Tests.Harness;
using Fw24.Model;

namespace Fw24.Generators.Tests;

/// <summary>
/// A table's model lists the attributes that an entity stores in clear under a name that is sensitive in another entity; all others are redacted everywhere.
/// </summary>
public sealed class ClearAttributeTests
{
    private const string Member = """
        using Fw24;

        namespace Stock;

        [DynamoTable("people"), StreamEnabled]
        public sealed record Member([property: PartitionKey, DynamoAttribute("pk")] string Id)
        {
            [Sensitive] public string? Email { get; init; }
            [Sensitive(Redaction.Mask), DynamoAttribute("tel")] public string? Phone { get; init; }
            public string? City { get; init; }
        }
        """;

    private const string Shop = """
        using Fw24;

        namespace Shop;

        [DynamoTable("people")]
        public sealed record Store([property: PartitionKey, DynamoAttribute("pk")] string Id)
        {
            [DynamoAttribute("tel")] public string? Line { get; init; }
            public string? Email { get; init; }
            [Sensitive] public string? City { get; init; }
            public string? Phone { get; init; }
        }

        public static class Start
        {
            public static void Main() { }
        }
        """;

    private static readonly ClearAttributeModel[] s_expected = [new("Member", "City"), new("Store", "Email"), new("Store", "tel")];

    [Fact]
    public void S2_what_an_entity_stores_in_clear_under_anothers_sensitive_name_is_listed()
    {
        var app = GeneratorTest.Run(new TestProject { AssemblyName = "Shop", RootNamespace = "Shop", Sources = [Member, Shop], IsExecutable = true });
        using var loaded = new LoadedApp(app);

        Assert.Equal(s_expected, Assert.Single(loaded.Model("Shop", "Shop.ShopApp").Tables).ClearAttributes);
    }

    [Fact]
    public void S2_an_entity_of_a_library_counts_as_well()
    {
        var library = GeneratorTest.Run(new TestProject { AssemblyName = "Stock", RootNamespace = "Stock", Sources = [Member] });
        var app = GeneratorTest.Run(new TestProject { AssemblyName = "Shop", RootNamespace = "Shop", Sources = [Shop], IsExecutable = true, References = [.. TestReferences.All, library.ToReference()] });
        using var loaded = new LoadedApp(library, app);

        Assert.Equal(s_expected, Assert.Single(loaded.Model("Shop", "Shop.ShopApp").Tables).ClearAttributes);
        Assert.Contains("""Sensitive = new[] { "Email", "tel" }""", library.Files["Stock.Member.Entity.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void S2_where_no_sensitive_name_is_shared_nothing_is_generated()
    {
        var files = GeneratorTest.Run(Member + """

            [DynamoTable("people")]
            public sealed record Note([property: PartitionKey, DynamoAttribute("pk")] string Id, string? Text);
            """).Files;

        Assert.DoesNotContain(files.Values, static file => file.Contains("ClearAttributes", StringComparison.Ordinal));
        Assert.DoesNotContain("Sensitive", files["Stock.Note.Entity.g.cs"], StringComparison.Ordinal);
    }
}
