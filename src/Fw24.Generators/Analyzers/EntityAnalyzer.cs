using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Fw24.Generators.Rules;

namespace Fw24.Generators.Analyzers;

/// <summary>Reports violations in entities and keys: FW24000 to FW24099, and FW24222.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EntityAnalyzer() : RuleAnalyzer(RuleCategory.Entities);
