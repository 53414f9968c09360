using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Audit;

/// <summary>FW24232: deletes store their actor only in a table whose changes somebody reads; argument: the table.</summary>
internal sealed class UnseenDeleteStampRule() : Rule(s_descriptor), IRule<EntityOfTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24232",
        title: "The actor of deletes is recorded",
        messageFormat: "{0}: StampDeletes makes each delete of an actor two writes, but {1} has neither [Audit] nor [StreamEnabled], so nothing reads who deleted. Remove it, or audit the table.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24232.md");

    public void Check(EntityOfTable entity, RuleViolationList violations)
    {
        if (entity is { Entity.DeleteStamp: { } property, Table: { Audit: null, Stream: null } table })
        {
            violations.Add(this, property, table.Name);
        }
    }
}
