using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Fw24.Generators.Rules;

namespace Fw24.Generators.Analyzers;

/// <summary>Reports violations in streams: FW24100 to FW24199.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StreamAnalyzer() : RuleAnalyzer(RuleCategory.Streams);
