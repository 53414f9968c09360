using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Fixes;

namespace Fw24.Generators.Rules.Apps;

/// <summary>FW24402: an app's name is 1 to 64 characters of <c>a-z A-Z 0-9 _ -</c>, starting with a letter or digit; argument: the name.</summary>
internal sealed class AppNameRule() : Rule(s_descriptor, FixEdits.Argument), IRule<Fw24AppAttribute>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24402",
        title: "An app name is valid in the names of its resources",
        messageFormat: "{0}: '{1}' is not a valid app name. Set one with [assembly: Fw24App(…)]: up to 64 of a-z, A-Z, 0-9, '-' and '_', starting with a letter or digit.",
        category: RuleCategory.Infrastructure,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24402.md");

    public void Check(Fw24AppAttribute app, RuleViolationList violations)
    {
        if (!ResourceNames.IsApp(app.Name))
        {
            violations.AddWithSuggestion(this, null, ResourceNames.NearestApp(app.Name), app.Name);
        }
    }

    public override AttributeArgumentSyntax? Argument(RuleViolation violation, IEnumerable<AttributeArgumentSyntax> arguments)
        => arguments.FirstOrDefault(static argument => argument.NameEquals is null);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.SetName(violation.SuggestedValue.Length > 0 ? violation.SuggestedValue : ResourceNames.NearestApp(context.AssemblyName));
}
