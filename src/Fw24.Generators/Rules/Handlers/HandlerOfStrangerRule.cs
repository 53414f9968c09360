using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Apps;

namespace Fw24.Generators.Rules.Handlers;

/// <summary>FW24314: a handler's entity has generated code; argument: why it does not.</summary>
internal sealed class HandlerOfStrangerRule() : Rule(s_descriptor), IRule<HandlerDeclaration>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24314",
        title: "Code is generated for the entity of a handler",
        messageFormat: "{0}: its base class would be generated from an entity, but {1}. Add [DynamoTable] to the class, in a project that references Fw24 and builds without its errors.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24314.md");

    public void Check(HandlerDeclaration handler, RuleViolationList violations)
    {
        // If a rule refuses the entity, that rule is reported instead.
        if (handler.Stranger is { } reason)
        {
            violations.Add(this, null, reason);
        }
    }
}
