using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Locks;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Tables;

/// <summary>
/// FW24605: a deployment adds or removes one index of a table; arguments: the indexes, and the audit table if they are of one.
/// </summary>
internal sealed class IndexesAtOnceRule() : Rule(s_descriptor), IRule<TableOfLock>, IRule<AuditTableOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24605",
        title: "A deployment adds or removes one index of a table",
        messageFormat: "{0}: {1} are added or removed at once. CloudFormation creates or deletes one index of a table in each update, so "
            + "the deployment fails. Deploy them one by one. If it is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24605.md");

    public void Check(TableOfLock table, RuleViolationList violations)
    {
        var changed = Changed(Names(table.Now), Names(table.Then));
        if (changed.Count > 1)
        {
            violations.At(table.IndexOwner(changed[0])).Add(this, null, string.Join(", ", changed.Select(static name => $"'{name}'")));
        }
    }

    public void Check(AuditTableOfLock table, RuleViolationList violations)
    {
        var changed = Changed(table.Now, table.Then);
        if (changed.Count > 1)
        {
            var names = string.Join(", ", changed.Select(name => $"'{name}' of '{table.Name}'"));
            violations.At(table.AuditOwner).Add(this, null, names, table.Name);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => violation.Arguments.Count > 1 ? AttributeReader.Find<AuditAttribute>(type) : AttributeReader.Find<DynamoTableAttribute>(type);

    private static List<string> Changed(IReadOnlyList<string> now, IReadOnlyList<string> then)
        => now.Except(then, StringComparer.Ordinal).Concat(then.Except(now, StringComparer.Ordinal)).ToList();

    private static List<string> Names(LockedTable table) => [.. table.Indexes.Select(static index => index.Name)];
}
