using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Tables;

/// <summary>FW24617: a table leaves the code deliberately; argument: the table, its fate.</summary>
internal sealed class TableRemovedRule() : Rule(s_descriptor), IRule<RemovedTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24617",
        title: "A table is removed deliberately",
        messageFormat: "{0}: the table {1} is gone. The deployment removes its stream, topic and queues with the messages in them, and "
            + "{2}. Restore its entities, or empty it and let the queues run empty first. If it is meant, run 'dotnet build "
            + "-t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24617.md");

    public void Check(RemovedTable table, RuleViolationList violations) => violations.Add(this, null, table.Then.Name, table.Then switch
    {
        { IsRetained: true } => "leaves it outside of the stack, where a table of its name cannot be created again",
        { DeletionProtection: true } => "fails, as it is protected from deletion",
        _ => "deletes it with its items",
    });
}
