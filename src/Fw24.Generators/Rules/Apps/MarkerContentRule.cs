using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Apps;

namespace Fw24.Generators.Rules.Apps;

/// <summary>FW24052: a referenced assembly's markers have valid contents; arguments: the assembly, the fault.</summary>
internal sealed class MarkerContentRule() : Rule(s_descriptor), IRule<ReferencedApp>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24052",
        title: "A referenced assembly contains only what the generator would write",
        messageFormat: "{0}: the referenced {1} contains markers that Fw24 would not write ({2}), so its entities and handlers are missing. Build it with this version of Fw24, or remove the reference.",
        category: RuleCategory.Infrastructure,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24052.md");

    public void Check(ReferencedApp app, RuleViolationList violations)
    {
        if (MarkerContents.Fault(app) is { } fault)
        {
            violations.Add(this, null, app.Assembly, fault);
        }
    }
}
