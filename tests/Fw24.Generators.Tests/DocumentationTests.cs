using System.Xml.Linq;
using Fw24.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Tests;

/// <summary>The documentation that an editor shows of generated members: that of the entity's author.</summary>
public sealed class DocumentationTests
{
    private static readonly List<INamedTypeSymbol> s_entities = [.. Sample.Run.Output.Assembly.GlobalNamespace.GetNamespaceMembers()
        .SelectMany(static space => space.GetTypeMembers())
        .Where(static type => type.GetAttributes().Any(static data => data.AttributeClass?.Name is nameof(DynamoTableAttribute)))];

    [Fact]
    public void A_typed_difference_says_of_each_property_what_the_entity_says()
    {
        var documented = s_entities.SelectMany(static entity => entity.GetMembers().OfType<IPropertySymbol>()).Where(IsStored).Where(static property => Summary(property).Length > 0).ToList();

        Assert.True(documented.Count >= 5, $"The sample documents {documented.Count} stored properties.");
        Assert.All(documented, static property => Assert.Equal(Summary(property), Summary(Generated(property.ContainingType, "Changes").GetMembers(property.Name).Single())));
    }

    [Fact]
    public void A_property_without_documentation_is_named()
    {
        var plain = s_entities.SelectMany(static entity => entity.GetMembers().OfType<IPropertySymbol>()).Where(IsStored).Where(static property => Summary(property).Length is 0).ToList();

        Assert.NotEmpty(plain);
        Assert.All(plain, static property => Assert.Contains(property.GetDocumentationCommentId()!, Summary(Generated(property.ContainingType, "Changes").GetMembers(property.Name).Single()), StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_says_of_its_parts_what_the_entity_says()
        => Assert.Contains("The sort key. <c>note#</c> and the note's number.", Sample.Run.Files["Orders.OrderNote.Entity.g.cs"], StringComparison.Ordinal);

    [Theory]
    [InlineData("Change")]
    [InlineData("Changes")]
    [InlineData("ChangeHandler")]
    [InlineData("Codec")]
    [InlineData("Key")]
    [InlineData("Table")]
    public void Every_generated_type_leads_to_its_entity(string suffix)
        => Assert.All(s_entities, entity => Assert.Contains($"cref=\"{entity.GetDocumentationCommentId()}\"", Generated(entity, suffix).GetDocumentationCommentXml(cancellationToken: TestContext.Current.CancellationToken), StringComparison.Ordinal));

    [Fact]
    public void Every_generated_member_that_can_be_seen_is_documented()
    {
        var generated = Sample.Run.Result.GeneratedSources.Select(static source => source.SyntaxTree).ToHashSet();
        var members = Sample.Run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Id is "CS1591" && generated.Contains(diagnostic.Location.SourceTree!));

        Assert.Empty(members);
    }

    private static bool IsStored(IPropertySymbol property)
        => property is { IsStatic: false, DeclaredAccessibility: Accessibility.Public } && Generated(property.ContainingType, "Changes").GetMembers(property.Name).Length is 1;

    private static INamedTypeSymbol Generated(INamedTypeSymbol entity, string suffix)
        => entity.ContainingNamespace.GetTypeMembers(entity.Name + suffix).Single();

    // The text regardless of its line breaks.
    private static string Summary(ISymbol symbol)
    {
        var xml = symbol.GetDocumentationCommentXml(expandIncludes: true);
        var summary = string.IsNullOrEmpty(xml) ? null : XElement.Parse(xml).Element("summary");
        return summary is null ? "" : string.Join(' ', string.Concat(summary.Nodes()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
