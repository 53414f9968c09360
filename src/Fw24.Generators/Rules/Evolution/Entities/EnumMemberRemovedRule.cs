using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Entities;

/// <summary>FW24609: a stored enum keeps its members; argument: the member.</summary>
internal sealed class EnumMemberRemovedRule() : Rule(s_descriptor), IRule<EnumOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24609",
        title: "A stored enum keeps its members",
        messageFormat: "{0}: the member {1} is gone, but stored items may have it: they cannot be read, and messages in flight are "
            + "parked. Keep it, marked as [Obsolete], until no item has it, or name an [UnknownValue]. If it is meant, run "
            + "'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24609.md");

    public void Check(EnumOfLock @enum, RuleViolationList violations)
    {
        foreach (var (then, now) in @enum.Removed)
        {
            if (now is null && @enum.Now.Unknown is null)
            {
                violations.At(@enum.Class).Add(this, null, then.Name);
            }
        }
    }
}
