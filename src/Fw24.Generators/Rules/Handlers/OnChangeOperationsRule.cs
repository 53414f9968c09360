using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers;

/// <summary>
/// FW24343: the operations of <c>[OnChange]</c> are on a handler of batches, which receives them; arguments: the setting, what is wrong
/// with it, the remedy.
/// </summary>
internal sealed class OnChangeOperationsRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<HandlerOfEntity>
{
    private const ChangeOperations All = ChangeOperations.Insert | ChangeOperations.Modify | ChangeOperations.Remove;

    // The fix removes a setting without effect.
    private const string Idle = "has no effect, because the handler receives the operations whose methods it overrides";

    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24343",
        title: "The operations of [OnChange] are those of a handler of batches",
        messageFormat: "{0}: {1} of [OnChange] {2}. {3}.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24343.md");

    public void Check(HandlerOfEntity handler, RuleViolationList violations)
    {
        if (handler.Handler.StatedOperations is not { } operations)
        {
            return;
        }

        if (!handler.Handler.HandlesBatches)
        {
            Add(Idle, "Remove it, or override OnChangesAsync instead of the methods for single changes");
        }
        else if (operations is ChangeOperations.None || (operations & ~All) != 0)
        {
            Add("is no combination of Insert, Modify and Remove", "Name at least one of them");
        }
        else if (handler.Handler.OnChange is { Count: > 0 } && (operations & ChangeOperations.Modify) == 0)
        {
            Add("does not contain Modify, to which alone the properties apply", "Add it, or remove the properties");
        }

        void Add(string fault, string remedy) => violations.Add(this, null, nameof(OnChangeAttribute.Operations), fault, remedy);
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<OnChangeAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => violation.Arguments[1] is Idle ? context.Unset(violation.Arguments[0]) : null;
}
