using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Secrets;

/// <summary>
/// FW24213: a property of a nested type is neither sensitive nor excluded from the audit on its own, only the whole attribute; argument: the attribute.
/// </summary>
internal sealed class NestedSensitiveRule() : Rule(s_descriptor), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24213",
        title: "Whole attributes are sensitive, not parts of them",
        messageFormat: "{0} is a property of a nested type, where [{1}] has no effect. Put it on each of the entity's properties that hold the type.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24213.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        Add("Sensitive", static property => property.Redaction is not null);
        Add("AuditIgnore", static property => property.Has(PropertyRoles.AuditIgnored));

        void Add(string attribute, Func<PropertyModel, bool> isHidden)
        {
            foreach (var nested in NestedObjects.Reached(entity, property => !isHidden(property), model => model.Properties.Any(isHidden)))
            {
                foreach (var property in nested.Properties.Where(isHidden))
                {
                    violations.At(nested.Definition).Add(this, property.Name, attribute);
                }
            }
        }
    }
}
