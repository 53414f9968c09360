using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Rules.Keys;

/// <summary>FW24006: a key is a string, number or binary, or is stored as one, and is never null; argument: the property's type.</summary>
internal sealed class KeyTypeRule() : Rule(s_descriptor, FixEdits.Property, FixScope.Everywhere), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24006",
        title: "A key is a non-null string, number or binary",
        messageFormat: "{0}: a key of type {1} cannot be stored. Use a non-nullable string, number, enum, date, Guid or byte[].",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24006.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in entity.Root.Properties.Where(static property => property.Has(PropertyRoles.TableKey)))
        {
            var isStorable = KeyTypes.Of(property.Shape with { IsNullable = false }).Length > 0;
            if (property.Shape.IsNullable || !isStorable)
            {
                violations.AddWithSuggestion(this, property.Name, isStorable ? property.Shape.Type.FullName : "", property.Shape.DeclaredType);
            }
        }
    }

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => violation.SuggestedValue.Length > 0 ? context.MakeNonNullable() : null;
}
