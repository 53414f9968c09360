using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Fw24.Generators.Rules;

namespace Fw24.Generators.Analyzers;

/// <summary>Reports violations in infrastructure: FW24400 to FW24499.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InfrastructureAnalyzer() : RuleAnalyzer(RuleCategory.Infrastructure);
