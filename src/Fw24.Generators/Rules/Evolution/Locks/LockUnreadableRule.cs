using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Locks;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Locks;

/// <summary>FW24638: the lock can be read; arguments: the file, the fault and its line.</summary>
internal sealed class LockUnreadableRule() : Rule(s_descriptor), IRule<FaultyLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24638",
        title: "The lock can be read",
        messageFormat: "{0}: {1} cannot be read ({2}), so nothing is compared. Restore it from version control, or write it again with "
            + "'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24638.md");

    public void Check(FaultyLock @lock, RuleViolationList violations)
    {
        if (@lock.Format is null)
        {
            violations.Add(this, null, SchemaLock.FileName, @lock.Problem);
        }
    }
}
