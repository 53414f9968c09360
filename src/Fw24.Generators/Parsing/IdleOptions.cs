using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules;

namespace Fw24.Generators.Parsing;

/// <summary>Finds audit options that have no effect where they are stated, whatever their value.</summary>
internal static class IdleOptions
{
    private const string Cloudwatch = $"{nameof(AuditLoggerType)}.{nameof(AuditLoggerType.Cloudwatch)}";
    private const string DynamoDb = $"{nameof(AuditLoggerType)}.{nameof(AuditLoggerType.DynamoDb)}";

    /// <summary>Finds them on an entity.</summary>
    public static IEnumerable<RuleViolation> Find(INamedTypeSymbol type)
    {
        if (AttributeReader.Find<AuditAttribute>(type) is not { } data
            || AttributeReader.Read<AuditAttribute>(data) is not { } audit
            || AttributeReader.Read<DynamoTableAttribute>(type) is not { } table)
        {
            yield break;
        }

        foreach (var option in data.NamedArguments)
        {
            if (Reader(option.Key, audit, table.Name) is { } reader)
            {
                yield return new RuleViolation(RuleKind.AuditOption, SymbolNames.Ref(type).FullName, null, [option.Key, reader]);
            }
        }
    }

    // What the option applies to; null if it applies here.
    private static string? Reader(string option, AuditAttribute audit, string table) => (option, audit.LoggerType) switch
    {
        (nameof(audit.LogGroupName) or nameof(audit.Region) or nameof(audit.Retention), not AuditLoggerType.Cloudwatch) => Cloudwatch,
        (nameof(audit.AuditTableName) or nameof(audit.TimeToLiveDays), not AuditLoggerType.DynamoDb) => DynamoDb,
        (nameof(audit.RemovalPolicy), AuditLoggerType.Console) => $"{Cloudwatch} and {DynamoDb}",
        // Records in the audited table share that table's removal policy.
        (nameof(audit.RemovalPolicy), AuditLoggerType.DynamoDb) when (audit.AuditTableName ?? table) == table => $"{Cloudwatch} and an {nameof(audit.AuditTableName)} of its own",
        _ => null,
    };
}
