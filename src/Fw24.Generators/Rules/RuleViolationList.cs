using System.Collections;
using Fw24.Generators.Model;

namespace Fw24.Generators.Rules;

/// <summary>Collects the violations of one class.</summary>
/// <param name="subject">The class's full name.</param>
/// <param name="outer">The list to which violations are added; <see langword="null"/> for a separate list.</param>
internal sealed class RuleViolationList(string subject, RuleViolationList? outer = null) : IEnumerable<RuleViolation>
{
    private readonly List<RuleViolation> _violations = outer?._violations ?? [];

    /// <summary>Gets this list for the violations of another class.</summary>
    public RuleViolationList At(string other) => new(other, this);

    public void Add(Rule rule, string? member, params string[] arguments) => AddWithSuggestion(rule, member, "", arguments);

    /// <summary>Adds a violation with a suggested valid value.</summary>
    public void AddWithSuggestion(Rule rule, string? member, string suggestedValue, params string[] arguments)
        => Add(new RuleViolation(rule, subject, member, arguments.ToEquatableArray()) { SuggestedValue = suggestedValue });

    public void Add(RuleViolation violation) => _violations.Add(violation);

    public void AddRange(IEnumerable<RuleViolation> violations) => _violations.AddRange(violations);

    public IEnumerator<RuleViolation> GetEnumerator() => _violations.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
