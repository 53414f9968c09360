using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Secrets;

/// <summary>FW24211: a key of the table is not sensitive, as it identifies the item.</summary>
internal sealed class SensitiveKeyRule() : Rule(s_descriptor), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24211",
        title: "A table's key is not sensitive",
        messageFormat: "{0} is a key of the table, and keys cannot be redacted because they identify items. Make another property the key, with a value that has no meaning, and add an index on this one.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24211.md");

    // Only keys of the table: index keys are not in a stream record's key, and the images are redacted.
    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in Redactions.Defined(entity).Where(static property => property.Has(PropertyRoles.TableKey)))
        {
            violations.Add(this, property.Name);
        }
    }
}
