using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Trails;

/// <summary>FW24643: an index of an audit gets the records of before; arguments: the index, the audit table.</summary>
internal sealed class AuditIndexAddedRule() : Rule(s_descriptor), IRule<TableOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24643",
        title: "An index of an audit gets the records of before",
        messageFormat: "{0}: the index '{1}' of '{2}' will not contain the audit records that are stored already, and queries do not "
            + "return them. Run AuditIndexer on the table after the deployment. If it is planned, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24643.md");

    public void Check(TableOfLock table, RuleViolationList violations)
    {
        if (table is { Then.Audit: { Store: not null } then, Now.Audit: { } now }
            && (then.Destination, then.Store) == (now.Destination, now.Store))
        {
            foreach (var index in now.Indexes.Except(then.Indexes, StringComparer.Ordinal))
            {
                violations.At(table.AuditOwner).Add(this, null, index, now.Store!);
            }
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<AuditAttribute>(type);
}
