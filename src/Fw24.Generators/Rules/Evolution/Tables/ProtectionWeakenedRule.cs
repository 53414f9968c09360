using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Tables;

/// <summary>
/// FW24634: the protection of stored data is not weakened by accident; arguments: the setting, its effect.
/// </summary>
internal sealed class ProtectionWeakenedRule() : Rule(s_descriptor), IRule<TableOfLock>
{
    private const string CanBeDeleted = "the table can be deleted";
    private const string Irrecoverable = "earlier states cannot be restored";
    private const string Earlier = "DynamoDB drops the backups that are older";
    private const string OfTable = "the table is deleted with its items when it leaves the stack";
    private const string Shorter = "the deployment deletes the audit records that are older";
    private const string Unsealed = "nobody can prove later that no audit record was changed";
    private const string OfAudit = "the audit records are deleted when their store leaves the stack";

    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24634",
        title: "The protection of stored data is not weakened by accident",
        messageFormat: "{0}: {1} keeps less than before: {2}. Restore it, or accept the difference. If it is meant, run 'dotnet build "
            + "-t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24634.md");

    public void Check(TableOfLock table, RuleViolationList violations)
    {
        var (now, then) = (table.Now, table.Then);
        var owner = violations.At(table.FirstOwner);
        Add(then.DeletionProtection && !now.DeletionProtection, nameof(DynamoTableAttribute.DeletionProtection), CanBeDeleted, owner);
        Add(then.PointInTimeRecovery && !now.PointInTimeRecovery, nameof(DynamoTableAttribute.PointInTimeRecovery), Irrecoverable, owner);
        Add(
            then.PointInTimeRecovery && now.PointInTimeRecovery && now.RecoveryDays < then.RecoveryDays,
            nameof(DynamoTableAttribute.PointInTimeRecoveryDays),
            Earlier,
            owner);
        Add(then.IsRetained && !now.IsRetained, nameof(DynamoTableAttribute.RemovalPolicy), OfTable, owner);
        if (now.Audit is { } audit && then.Audit is { } before)
        {
            var auditOwner = violations.At(table.AuditOwner);
            Add(before.IsRetained && !audit.IsRetained, nameof(AuditAttribute.RemovalPolicy), OfAudit, auditOwner);
            Add(IsShorter(audit.RetentionDays, before.RetentionDays), nameof(AuditAttribute.Retention), Shorter, auditOwner);
            Add(before.IsSealed && !audit.IsSealed, nameof(AuditAttribute.Sealed), Unsealed, auditOwner);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => violation.Arguments[1] is OfAudit || violation.Arguments[0] is nameof(AuditAttribute.Retention) or nameof(AuditAttribute.Sealed)
            ? AttributeReader.Find<AuditAttribute>(type)
            : AttributeReader.Find<DynamoTableAttribute>(type);

    private void Add(bool isWeaker, string setting, string effect, RuleViolationList violations)
    {
        if (isWeaker)
        {
            violations.Add(this, null, setting, effect);
        }
    }

    // 0 keeps records without a limit; only log groups have a retention.
    private static bool IsShorter(int now, int then) => now is not 0 && (then is 0 || now < then);
}
