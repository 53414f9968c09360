using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Tables;

/// <summary>FW24604: a deployed index is removed deliberately; arguments: the index, and the audit table if it is of one.</summary>
internal sealed class IndexRemovedRule() : Rule(s_descriptor), IRule<TableOfLock>, IRule<AuditTableOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24604",
        title: "A deployed index is removed after its last query",
        messageFormat: "{0}: the index '{1}' is gone. The deployment deletes it, and queries of the functions that still run fail "
            + "meanwhile. Remove the queries in one deployment and the index in the next. If it is meant, run 'dotnet build "
            + "-t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24604.md");

    public void Check(TableOfLock table, RuleViolationList violations)
    {
        foreach (var index in table.Then.Indexes.Where(then => table.Now.Indexes.All(now => now.Name != then.Name)))
        {
            violations.At(table.FirstOwner).Add(this, null, index.Name);
        }
    }

    public void Check(AuditTableOfLock table, RuleViolationList violations)
    {
        foreach (var index in table.Then.Except(table.Now, StringComparer.Ordinal))
        {
            violations.At(table.AuditOwner).Add(this, null, index, table.Name);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => violation.Arguments.Count > 1 ? AttributeReader.Find<AuditAttribute>(type) : AttributeReader.Find<DynamoTableAttribute>(type);
}
