using Fw24.Generators.Model;

namespace Fw24.Generators.Rules;

/// <summary>A violation of a rule, and the declaration at fault. The generator skips such declarations; analyzers report them at the member.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Subject">The full name of the class.</param>
/// <param name="Member">The member; <see langword="null"/> for the class itself.</param>
/// <param name="Arguments">The message arguments, in the order that the rule documents.</param>
internal sealed record RuleViolation(Rule Rule, string Subject, string? Member, EquatableArray<string> Arguments)
{
    /// <summary>
    /// The nearest valid value: a number, a name, an enum member or a property; empty without one, or if several are equally near.
    /// </summary>
    public string SuggestedValue { get; init; } = "";

    /// <summary>Indicates whether code is generated nevertheless.</summary>
    public bool IsAdvice => Rule.IsAdvice;
}
