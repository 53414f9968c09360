using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Apps;
using Fw24.Generators.Parsing.Types;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Apps;

/// <summary>FW24408: a project is compiled as C# 12 or later; argument: its version.</summary>
internal sealed class LanguageVersionRule() : Rule(s_descriptor), IRule<AppOfAssembly>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24408",
        title: "Generated code is compiled as C# 12 or later",
        messageFormat: "{0} is compiled as C# {1}, but the code that Fw24 generates needs C# 12, so nothing is generated. Remove LangVersion from the project, or set it to 12.0 or later.",
        category: RuleCategory.Infrastructure,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24408.md");

    public void Check(AppOfAssembly app, RuleViolationList violations)
    {
        if (app.Assembly.OldLanguage.Length > 0)
        {
            violations.Add(this, null, app.Assembly.OldLanguage);
        }
    }

    /// <summary>Creates the violation by a project of stacks alone, which composes no app.</summary>
    public RuleViolation Violation(INamedTypeSymbol stack, AssemblyModel assembly)
        => new(this, SymbolNames.Ref(stack).FullName, null, [assembly.OldLanguage]);
}
