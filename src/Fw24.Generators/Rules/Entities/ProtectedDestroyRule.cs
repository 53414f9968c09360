using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Entities;

/// <summary>FW24406: a table that is destroyed with its stack has no deletion protection; argument: the setting.</summary>
internal sealed class ProtectedDestroyRule() : Rule(s_descriptor), IRule<TableOfApp>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24406",
        title: "A table that is deleted with its stack has no deletion protection",
        messageFormat: "{0}: {1} = Destroy cannot take effect while DeletionProtection is on, which is the default. Set DeletionProtection = false, or retain the table.",
        category: RuleCategory.Infrastructure,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24406.md");

    public void Check(TableOfApp table, RuleViolationList violations)
    {
        if (table.Table.Settings is { RemovalPolicy: RemovalPolicy.Destroy, DeletionProtection: true } settings)
        {
            var stating = table.Entities.First(static entity => entity.Table.RemovalPolicy is RemovalPolicy.Destroy);
            violations.At(stating.Origin).Add(this, null, nameof(settings.RemovalPolicy));
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);
}
