using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Keys;

/// <summary>
/// FW24073: an index with the projection Include holds every attribute without which the entity cannot be read; arguments: the index, the
/// names of the missing properties.
/// </summary>
internal sealed class UnreadIndexRule() : Rule(s_descriptor), IRule<IndexOfEntity>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24073",
        title: "An index includes the required properties",
        messageFormat: "{0}: the index {1} has no query of the whole class, because it lacks required properties. Add to its Include: {2}.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24073.md");

    /// <summary>Gets the properties without which the entity cannot be read and that an index with the projection Include does not hold.</summary>
    public static IEnumerable<PropertyModel> Missing(EntityModel entity, IndexModel index)
        => entity.Root.Properties.Where(property => IsRequired(property) && !IsHeld(index, property));

    public void Check(IndexOfEntity index, RuleViolationList violations)
    {
        var (declared, entity) = (index.Index, index.Entity);
        var isAttempted = declared.Projection is IndexProjection.Include && declared.Include.Count > 0 && declared.UnknownIncluded.Count is 0;
        if (isAttempted && Missing(entity, declared).Select(static property => $"nameof({property.Name})").ToList() is { Count: > 0 } names)
        {
            violations.Add(this, null, index.Name, string.Join(", ", names));
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.FindAll<GlobalIndexAttribute>(type)
            .LastOrDefault(data => Equals(data.ConstructorArguments.FirstOrDefault().Value, violation.Arguments[0]));

    public override AttributeArgumentSyntax? Argument(RuleViolation violation, IEnumerable<AttributeArgumentSyntax> arguments)
        => Named(arguments, nameof(GlobalIndexAttribute.Include));

    private static bool IsHeld(IndexModel index, PropertyModel property)
        => property.Has(PropertyRoles.TableKey)
            || index.Include.Contains(property.Attribute)
            || index.Keys.Any(key => key.Attribute == property.Attribute);

    private static bool IsRequired(PropertyModel property) => property.IsRead && property.MissingValuePolicy is MissingValuePolicy.Required;
}
