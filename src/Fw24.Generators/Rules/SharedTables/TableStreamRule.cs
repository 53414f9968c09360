using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.SharedTables;

/// <summary>FW24502: entities of one table that state its stream agree; arguments: the table, the other entity.</summary>
internal sealed class TableStreamRule() : Rule(s_descriptor), IRule<EntityOfTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24502",
        title: "Entities of one table agree on its stream",
        messageFormat: "{0}: in the table {1}, {2} declares a different [StreamEnabled]. Declare it once, or identically.",
        category: RuleCategory.SharedTables,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24502.md");

    public void Check(EntityOfTable entity, RuleViolationList violations)
    {
        if (entity.Entity.Stream is { } stream && !stream.Equals(entity.Table.Stream))
        {
            violations.Add(this, null, entity.Table.Name, entity.Dissenter(static other => other.Stream is not null));
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.Find<StreamEnabledAttribute>(type) ?? AttributeReader.Find<AuditAttribute>(type);
}
