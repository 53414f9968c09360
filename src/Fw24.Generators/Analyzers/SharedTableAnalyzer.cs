using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Fw24.Generators.Rules;

namespace Fw24.Generators.Analyzers;

/// <summary>Reports violations in tables that several entities share: FW24500 to FW24599.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedTableAnalyzer() : RuleAnalyzer(RuleCategory.SharedTables);
