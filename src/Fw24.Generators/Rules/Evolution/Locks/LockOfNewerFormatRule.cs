using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Locks;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Locks;

/// <summary>FW24637: the lock has a format that this version reads; arguments: the file, its format.</summary>
internal sealed class LockOfNewerFormatRule() : Rule(s_descriptor), IRule<FaultyLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24637",
        title: "The lock has a format that this version reads",
        messageFormat: "{0}: {1} has the format '{2}', which this version of Fw24 does not read, so nothing is compared. Update Fw24, or "
            + "write the file again with 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24637.md");

    public void Check(FaultyLock @lock, RuleViolationList violations)
    {
        if (@lock.Format is { } format)
        {
            violations.Add(this, null, SchemaLock.FileName, format);
        }
    }
}
