using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Fixes;

namespace Fw24.Generators.Rules;

/// <summary>A rule for an app: its diagnostic, its check, the place where a violation is reported, and its fix.</summary>
/// <remarks>
/// Each rule is one class in one file, found by <see cref="RuleRegistry"/>. It checks the subjects for which it implements <see cref="IRule{T}"/>.
/// </remarks>
/// <param name="descriptor">The diagnostic that reports a violation.</param>
/// <param name="edits">The edits that its fixes make.</param>
/// <param name="scope">The places that one fix may change together.</param>
internal abstract class Rule(DiagnosticDescriptor descriptor, FixEdits edits = FixEdits.None, FixScope scope = FixScope.OneByOne)
{
    /// <summary>The diagnostic that reports a violation.</summary>
    public DiagnosticDescriptor Descriptor => descriptor;

    /// <summary>The edits that its fixes make.</summary>
    public FixEdits FixEdits => edits;

    /// <summary>The places that one fix may change together.</summary>
    public FixScope FixScope => scope;

    /// <summary>Indicates whether code is generated even if the rule is violated.</summary>
    public bool IsAdvice => descriptor.DefaultSeverity is not DiagnosticSeverity.Error;

    /// <summary>Gets the attribute of a class that a violation concerns; <see langword="null"/> without one.</summary>
    public virtual AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => null;

    /// <summary>Gets the argument of that attribute that a violation concerns; <see langword="null"/> without one.</summary>
    public virtual AttributeArgumentSyntax? Argument(RuleViolation violation, IEnumerable<AttributeArgumentSyntax> arguments)
        => violation.Arguments.Count > 0 ? Named(arguments, violation.Arguments[0]) : null;

    /// <summary>Gets the fix of a violation; <see langword="null"/> if none is safe.</summary>
    public virtual FixSuggestion? Fix(RuleViolation violation, FixContext context) => null;

    public override string ToString() => descriptor.Id;

    /// <summary>Gets an argument by the name of its setting.</summary>
    private protected static AttributeArgumentSyntax? Named(IEnumerable<AttributeArgumentSyntax> arguments, string setting)
        => arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == setting);
}
