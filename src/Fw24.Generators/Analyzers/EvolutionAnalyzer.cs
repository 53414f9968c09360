using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Fw24.Generators.Rules;

namespace Fw24.Generators.Analyzers;

/// <summary>Reports differences between the code and the lock of what is stored and deployed: FW24601 to FW24642.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EvolutionAnalyzer() : RuleAnalyzer(RuleCategory.Evolution);
