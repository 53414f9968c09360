using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Rules.Properties;

/// <summary>FW24015: a version is an <c>int</c> or a <c>long</c> that can be written; argument: the type.</summary>
internal sealed class VersionTypeRule() : Rule(s_descriptor, FixEdits.Property, FixScope.Everywhere), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24015",
        title: "A version is an int or a long",
        messageFormat: "{0}: a version cannot be {1}. Use a non-nullable int or long.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24015.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in entity.Root.Properties.Where(static property => property.Has(PropertyRoles.Version)))
        {
            if (property.Shape is not ScalarShape { Type.FullName: "int" or "long", IsNullable: false } and var shape)
            {
                violations.AddWithSuggestion(this, property.Name, shape.Type.FullName is "int" or "long" ? shape.Type.FullName : "", shape.DeclaredType);
            }
        }
    }

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => violation.SuggestedValue.Length > 0 ? context.MakeNonNullable() : null;
}
