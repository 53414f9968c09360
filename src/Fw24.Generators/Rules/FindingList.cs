using System.Collections;
using Fw24.Generators.Model;

namespace Fw24.Generators.Rules;

/// <summary>Gathers the findings about one class.</summary>
/// <param name="subject">The class's full name.</param>
/// <param name="outer">Where the findings go; <see langword="null"/> for a list of its own.</param>
internal sealed class FindingList(string subject, FindingList? outer = null) : IEnumerable<Finding>
{
    private readonly List<Finding> _findings = outer?._findings ?? [];

    public void Add(RuleKind rule, string? member, params string[] arguments) => AddWithLegal(rule, member, "", arguments);

    /// <summary>Adds a finding that knows a value which would keep the rule.</summary>
    public void AddWithLegal(RuleKind rule, string? member, string legal, params string[] arguments)
        => _findings.Add(new Finding(rule, subject, member, arguments.ToEquatableArray()) { Legal = legal });

    public void Add(Finding finding) => _findings.Add(finding);

    public IEnumerator<Finding> GetEnumerator() => _findings.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
