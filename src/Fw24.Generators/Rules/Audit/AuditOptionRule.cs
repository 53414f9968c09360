using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Audit;

/// <summary>FW24206: an option of another kind of audit is not set; arguments: the option, the kind it applies to, the remedy.</summary>
internal sealed class AuditOptionRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<DeclaredType>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24206",
        title: "An audit option applies to its logger type",
        messageFormat: "{0}: {1} has no effect because it applies to {2} only. Remove it, or {3}.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24206.md");

    private const string Cloudwatch = $"{nameof(AuditLoggerType)}.{nameof(AuditLoggerType.Cloudwatch)}";
    private const string DynamoDb = $"{nameof(AuditLoggerType)}.{nameof(AuditLoggerType.DynamoDb)}";

    private const string OwnTable = $"an {nameof(AuditAttribute.AuditTableName)} of its own";

    public void Check(DeclaredType declared, RuleViolationList violations)
    {
        if (AttributeReader.Find<AuditAttribute>(declared.Type) is not { } data
            || AttributeReader.Read<AuditAttribute>(data) is not { } audit
            || AttributeReader.Read<DynamoTableAttribute>(declared.Type) is not { } table)
        {
            return;
        }

        foreach (var option in data.NamedArguments)
        {
            if (Reader(option.Key, audit, table.Name) is { } reader)
            {
                violations.Add(this, null, option.Key, reader, reader == OwnTable ? $"set {nameof(audit.AuditTableName)}" : "change the logger type");
            }
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<AuditAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.Unset(violation.Arguments[0]);

    // The kind of audit that reads an option; null if this one does.
    private static string? Reader(string option, AuditAttribute audit, string table) => (option, audit.LoggerType) switch
    {
        (nameof(audit.LogGroupName) or nameof(audit.Region) or nameof(audit.Retention), not AuditLoggerType.Cloudwatch) => Cloudwatch,
        (nameof(audit.AuditTableName) or nameof(audit.TimeToLiveDays) or nameof(audit.Queries), not AuditLoggerType.DynamoDb) => DynamoDb,

        // Records among items have no attributes of the indexes.
        (nameof(audit.Queries), AuditLoggerType.DynamoDb) when (audit.AuditTableName ?? table) == table
            => OwnTable,
        (nameof(audit.RemovalPolicy), AuditLoggerType.Console) => $"{Cloudwatch} and {DynamoDb}",
        // Records in the audited table share that table's removal policy.
        (nameof(audit.RemovalPolicy), AuditLoggerType.DynamoDb) when (audit.AuditTableName ?? table) == table => $"{Cloudwatch} and an {nameof(audit.AuditTableName)} of its own",
        _ => null,
    };
}
