using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers;

/// <summary>FW24342: <c>[ActAs]</c> names an actor; arguments: the setting, why it does not, the remedy.</summary>
internal sealed class ActorOfHandlerRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<HandlerOfEntity>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24342",
        title: "[ActAs] names an actor",
        messageFormat: "{0}: {1} of [ActAs] {2}. {3}.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24342.md");

    public void Check(HandlerOfEntity handler, RuleViolationList violations)
    {
        if (handler.Handler.ActAs is not { } actor)
        {
            return;
        }

        if (actor.Actor is { Length: 0 })
        {
            violations.Add(this, null, nameof(actor.Actor), "is empty", "State a name, or remove it to use the handler's");
        }

        if (actor.OnBehalf && handler.Handler.HandlesBatches)
        {
            violations.Add(
                this,
                null,
                nameof(actor.OnBehalf),
                "has no one actor, since the changes of a batch may have several",
                "Remove it, and write with table.As(change.Actor) where the actor of a change matters");
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<ActAsAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.Unset(violation.Arguments[0]);
}
