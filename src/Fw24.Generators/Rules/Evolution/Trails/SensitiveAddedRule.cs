using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Trails;

/// <summary>FW24625: an attribute that becomes sensitive was in clear before; argument: the attribute.</summary>
internal sealed class SensitiveAddedRule() : Rule(s_descriptor), IRule<EntityOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24625",
        title: "An attribute that becomes sensitive was in clear before",
        messageFormat: "{0} is sensitive now, but earlier audit records, dead letters, parked messages and claim checks have '{1}' in "
            + "clear. Redact or delete them, and accept the difference. If it is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24625.md");

    public void Check(EntityOfLock entity, RuleViolationList violations)
    {
        foreach (var attribute in entity.Now.Attributes)
        {
            if (attribute.Secret is not null && attribute.Names.FirstOrDefault(IsInClear) is { } name)
            {
                violations.At(entity.Attributes.Class).Add(this, attribute.Property, name);
            }
        }

        bool IsInClear(string name) => entity.Then.Attribute(name) is not null && entity.Then.Secret(name) is null;
    }
}
