using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Trails;

/// <summary>FW24631: a trail ends deliberately; argument: the table.</summary>
internal sealed class AuditRemovedRule() : Rule(s_descriptor), IRule<TableOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24631",
        title: "A trail ends deliberately",
        messageFormat: "{0}: the audit of {1} is gone. The trail ends, and the deployment deletes its queue with the changes that were "
            + "not recorded. Keep [Audit], or let the queue run empty first. If it is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24631.md");

    public void Check(TableOfLock table, RuleViolationList violations)
    {
        if (table is { Then.Audit: not null, Now.Audit: null })
        {
            violations.At(table.FirstOwner).Add(this, null, table.Now.Name);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);
}
