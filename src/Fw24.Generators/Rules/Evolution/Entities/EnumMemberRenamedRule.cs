using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Entities;

/// <summary>FW24610: a renamed member of a stored enum is still read under its old name; arguments: the member then and now.</summary>
internal sealed class EnumMemberRenamedRule() : Rule(s_descriptor), IRule<EnumOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24610",
        title: "A renamed member of a stored enum is still read under its old name",
        messageFormat: "{0}: the member {1} is now {2}, but stored items have the old name: they cannot be read, and messages in flight "
            + "are parked. Keep both with the same value: the first that is not [Obsolete] is written, and all are read. If it "
            + "is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24610.md");

    public void Check(EnumOfLock @enum, RuleViolationList violations)
    {
        foreach (var (then, now) in @enum.Removed)
        {
            if (now is not null)
            {
                violations.At(@enum.Class).Add(this, null, then.Name, now.Name);
            }
        }
    }
}
