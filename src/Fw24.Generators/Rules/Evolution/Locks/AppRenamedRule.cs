using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Fixes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Locks;

/// <summary>FW24635: a deployed app keeps its name; arguments: the name then and now.</summary>
internal sealed class AppRenamedRule() : Rule(s_descriptor, FixEdits.Argument), IRule<AppOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24635",
        title: "A deployed app keeps its name",
        messageFormat: "{0}: the app was named '{1}' and is named '{2}'. Its functions, queues and default log groups are named after "
            + "it: they are replaced, and messages in the old queues are deleted. Keep the name, or let the queues run empty "
            + "first. If it is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24635.md");

    public void Check(AppOfLock app, RuleViolationList violations)
    {
        if (app is { Then.App: { } then, Now.App: { } now } && then != now)
        {
            violations.Add(this, null, then, now);
        }
    }

    public override AttributeArgumentSyntax? Argument(RuleViolation violation, IEnumerable<AttributeArgumentSyntax> arguments)
        => arguments.FirstOrDefault(static argument => argument.NameEquals is null);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.SetName(violation.Arguments[0]);
}
