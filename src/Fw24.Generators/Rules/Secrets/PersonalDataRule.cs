using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Secrets;

/// <summary>FW24234: personal data is in an audit that can erase it; argument: the table.</summary>
internal sealed class PersonalDataRule() : Rule(s_descriptor), IRule<EntityOfTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24234",
        title: "Personal data can be erased from the audit",
        messageFormat: "{0} is personal data, and the audit of {1} shows it in a log, where it cannot be erased. Add [Sensitive] or [AuditIgnore], or audit to DynamoDB.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24234.md");

    public void Check(EntityOfTable entity, RuleViolationList violations)
    {
        if (entity.Table.Audit is not { LoggerType: not AuditLoggerType.DynamoDb })
        {
            return;
        }

        foreach (var property in entity.Entity.ShownPersonalData)
        {
            violations.Add(this, property, entity.Table.Name);
        }
    }
}
