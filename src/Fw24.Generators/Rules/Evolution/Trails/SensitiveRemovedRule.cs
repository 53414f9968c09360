using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Trails;

/// <summary>FW24626: a sensitive attribute stays sensitive; argument: the attribute.</summary>
internal sealed class SensitiveRemovedRule() : Rule(s_descriptor), IRule<EntityOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24626",
        title: "A sensitive attribute stays sensitive",
        messageFormat: "{0} is no longer sensitive: its values, also those of existing items, appear in clear in messages, dead letters "
            + "and the audit trail. Restore [Sensitive], or accept the difference. If it is meant, run 'dotnet build "
            + "-t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24626.md");

    public void Check(EntityOfLock entity, RuleViolationList violations)
    {
        foreach (var attribute in entity.Now.Attributes)
        {
            if (entity.Now.Secret(attribute.Name) is null && attribute.Names.Any(name => entity.Then.Secret(name) is not null))
            {
                violations.At(entity.Attributes.Class).Add(this, attribute.Property, attribute.Name);
            }
        }
    }
}
