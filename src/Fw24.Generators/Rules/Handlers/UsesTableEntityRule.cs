using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers;

/// <summary>FW24332: <c>[UsesTable]</c> names an entity; argument: the class it names.</summary>
internal sealed class UsesTableEntityRule() : Rule(s_descriptor), IRule<HandlerOfEntity>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24332",
        title: "[UsesTable] names an entity",
        messageFormat: "{0}: [UsesTable] names {1}, which is not an entity and has no table. Name a class with [DynamoTable].",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24332.md");

    public void Check(HandlerOfEntity handler, RuleViolationList violations)
    {
        foreach (var name in handler.Handler.StrangeTables)
        {
            violations.Add(this, null, name);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.FindAll<UsesTableAttribute>(type)
            .FirstOrDefault(data => data.ConstructorArguments.FirstOrDefault().Value is ITypeSymbol named && named.Name == violation.Arguments[0]);
}
