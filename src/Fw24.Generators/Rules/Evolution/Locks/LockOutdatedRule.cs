using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Locks;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Locks;

/// <summary>FW24639: the lock is up to date; argument: the file.</summary>
internal sealed class LockOutdatedRule() : Rule(s_descriptor), IRule<OutdatedLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24639",
        title: "The lock is up to date",
        messageFormat: "{0} differs from {1} in a compatible way. Write the file again with 'dotnet build -t:Fw24Lock', and commit it "
            + "with the change.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24639.md");

    public void Check(OutdatedLock @lock, RuleViolationList violations) => violations.At(@lock.Class).Add(this, null, SchemaLock.FileName);
}
