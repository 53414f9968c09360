using Fw24.Generators.Model;

namespace Fw24.Generators.Rules;

/// <summary>A rule that is broken, and by whom. The generator passes over what has findings; analyzers say so at the member's place.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Subject">The full name of the class concerned.</param>
/// <param name="Member">The member concerned; <see langword="null"/> for the class itself.</param>
/// <param name="Arguments">What a message says of it, in the order <see cref="RuleKind"/> documents.</param>
internal sealed record RuleViolation(RuleKind Rule, string Subject, string? Member, EquatableArray<string> Arguments)
{
    /// <summary>The nearest value that keeps the rule, a number, a name, an enum's member or a property; empty where there is none, or where several are as near.</summary>
    public string SuggestedValue { get; init; } = "";

    /// <summary>Whether code is generated all the same.</summary>
    public bool IsAdvice => RuleKinds.IsAdvice(Rule);
}
