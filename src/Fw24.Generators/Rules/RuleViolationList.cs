using System.Collections;
using Fw24.Generators.Model;

namespace Fw24.Generators.Rules;

/// <summary>Collects the violations of one class.</summary>
/// <param name="subject">The class's full name.</param>
/// <param name="outer">The list to which violations are added; <see langword="null"/> for a separate list.</param>
internal sealed class RuleViolationList(string subject, RuleViolationList? outer = null) : IEnumerable<RuleViolation>
{
    private readonly List<RuleViolation> _findings = outer?._findings ?? [];

    public void Add(RuleKind rule, string? member, params string[] arguments) => AddWithSuggestion(rule, member, "", arguments);

    /// <summary>Adds a violation with a suggested valid value.</summary>
    public void AddWithSuggestion(RuleKind rule, string? member, string legal, params string[] arguments)
        => _findings.Add(new RuleViolation(rule, subject, member, arguments.ToEquatableArray()) { SuggestedValue = legal });

    public void Add(RuleViolation violation) => _findings.Add(violation);

    public IEnumerator<RuleViolation> GetEnumerator() => _findings.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
