using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Locks;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Trails;

/// <summary>FW24630: a trail stays in its store; arguments: the store then and now.</summary>
internal sealed class AuditStoreChangedRule() : Rule(s_descriptor), IRule<TableOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24630",
        title: "A trail stays in its store",
        messageFormat: "{0}: audit records went to {1} and go to {2}. The trail is split: what folds or searches it finds only the "
            + "records of one store. Restore the store, or keep and read both. If it is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24630.md");

    public void Check(TableOfLock table, RuleViolationList violations)
    {
        if (table is { Then.Audit: { } then, Now.Audit: { } now }
            && (then.Destination, then.Store, then.Region) != (now.Destination, now.Store, now.Region))
        {
            violations.At(table.AuditOwner).Add(this, null, Text(then), Text(now));
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<AuditAttribute>(type);

    private static string Text(LockedAudit audit)
        => $"{audit.Destination}{(audit.Store is null ? "" : $" '{audit.Store}'")}{(audit.Region is null ? "" : $" in {audit.Region}")}";
}
