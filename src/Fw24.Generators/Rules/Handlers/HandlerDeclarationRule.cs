using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers;

/// <summary>FW24302: a handler is a class that the service provider can instantiate; argument: what it is instead.</summary>
internal sealed class HandlerDeclarationRule() : Rule(s_descriptor, FixEdits.Modifier, FixScope.Everywhere), IRule<HandlerOfEntity>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24302",
        title: "A handler is a class that dependency injection can create",
        messageFormat: "{0} is {1}. Make it a class that is neither generic, private nor file-local, with a public constructor.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24302.md");

    private static readonly (DeclarationFacts Fact, string Word)[] s_obstacles =
    [
        (DeclarationFacts.Generic, "generic"),
        (DeclarationFacts.FileLocal, "file-local"),
        (DeclarationFacts.Inaccessible, "private"),
        (DeclarationFacts.WithoutPublicConstructor, "without a public constructor"),
    ];

    public void Check(HandlerOfEntity handler, RuleViolationList violations)
        => violations.CheckDeclaration(this, handler.Handler.Facts, s_obstacles);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.RemoveObstacle(violation.Arguments[0]);
}
