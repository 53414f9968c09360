using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Rules.Keys;

/// <summary>FW24031: a sort key, of the table or of an index, sorts as its type does; arguments: the type, a type that does.</summary>
internal sealed class SortKeyOrderRule() : Rule(s_descriptor), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24031",
        title: "A sort key sorts in the order of its type",
        messageFormat: "{0} is a sort key, but as text {1} does not sort as in C#, which changes ranges and the order of queries. Use {2}.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24031.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in entity.Root.Properties)
        {
            var sorts = property.Has(PropertyRoles.SortKey)
                || entity.Indexes.Any(index => index.SortKeys.Any(key => key.Attribute == property.Attribute));
            if (sorts && Alternative(property.Shape) is { } alternative)
            {
                violations.Add(this, property.Name, property.Shape.Type.FullName, alternative);
            }
        }
    }

    // A type that sorts as it is stored; null if this one does.
    private static string? Alternative(Shape shape) => shape switch
    {
        EnumShape { IsMapped: false } => "an int, or a string that sorts",
        ScalarShape { Kind: ScalarKind.TimeSpan } => "a long of its ticks",
        _ => null,
    };
}
