using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers;

/// <summary>
/// FW24306: a stream carries the images that its handlers need; arguments: the table, the needed view type. At run time, records without them are
/// rejected (H17).
/// </summary>
internal sealed class HandlerViewRule() : Rule(s_descriptor, FixEdits.Argument), IRule<HandlerOfTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24306",
        title: "A stream carries the images that its handlers need",
        messageFormat: "{0} needs images that the stream of {1} does not carry. Set ViewType to {2}, or remove it.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24306.md");

    public void Check(HandlerOfTable handler, RuleViolationList violations)
    {
        if (handler.Table.Stream is { } stream && handler.Handler.Operations.Any(operation => !IsEnough(stream.ViewType, operation)))
        {
            violations.Add(this, null, handler.Table.Name, nameof(StreamViewType.NewAndOldImages));
        }
    }

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.UnsetIn(context.Stating<StreamEnabledAttribute>(violation.Arguments[0]), nameof(StreamEnabledAttribute.ViewType));

    // An insert needs the new image, a removal the old one, a modification both.
    private static bool IsEnough(StreamViewType viewType, string operation) => viewType switch
    {
        StreamViewType.NewAndOldImages => true,
        StreamViewType.NewImage => operation is "Insert",
        StreamViewType.OldImage => operation is "Remove",
        _ => false,
    };
}
