using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Fw24.Generators.Rules;

namespace Fw24.Generators.Analyzers;

/// <summary>Reports violations in audits: FW24200 to FW24299.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AuditAnalyzer() : RuleAnalyzer(RuleCategory.Audit);
