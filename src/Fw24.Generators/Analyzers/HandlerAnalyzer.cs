using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Fw24.Generators.Diagnostics;

namespace Fw24.Generators.Analyzers;

/// <summary>Reports what is wrong with handlers: FW24300 to FW24314.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandlerAnalyzer() : RuleAnalyzer(HandlerDescriptors.Category);
