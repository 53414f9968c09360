using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Locks;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Trails;

/// <summary>FW24629: the scope of keyed hashes stays the same; arguments: the attribute, the scope then and now.</summary>
internal sealed class HashScopeChangedRule() : Rule(s_descriptor), IRule<EntityOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24629",
        title: "The scope of keyed hashes stays the same",
        messageFormat: "{0}: the hashes of '{1}' had {2} and have {3}, so one value has another hash than before: trails show a change "
            + "where there is none, and hashes are no longer equal across attributes. Restore the scope, or give the key a new "
            + "id. If it is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24629.md");

    public void Check(EntityOfLock entity, RuleViolationList violations)
    {
        foreach (var now in entity.Now.Secrets)
        {
            if (entity.Then.Secret(now.Attribute) is { } then && then.Redaction == now.Redaction && then.Scope != now.Scope)
            {
                violations.At(entity.Attributes.Class)
                    .Add(this, entity.Now.Attribute(now.Attribute)?.Property, now.Attribute, Scope(then), Scope(now));
            }
        }
    }

    private static string Scope(LockedSecret secret) => secret.Scope is null ? "no scope" : $"the scope '{secret.Scope}'";
}
