using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Rules;

/// <summary>All rules: the classes of this assembly that derive from <see cref="Rule"/>.</summary>
internal static class RuleRegistry
{
    /// <summary>All rules, in the order of their ids.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        .. typeof(Rule).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(Rule)) && !type.IsAbstract)
            .Select(static type => (Rule)Activator.CreateInstance(type)!)
            .OrderBy(static rule => rule.Descriptor.Id, StringComparer.Ordinal),
    ];

    /// <summary>Gets a rule by its class.</summary>
    public static T Of<T>()
        where T : Rule => Single<T>.Rule;

    /// <summary>Gets the diagnostics of one category, in the order of their ids.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Descriptors(string category)
        => [.. All.Select(static rule => rule.Descriptor).Where(descriptor => descriptor.Category == category)];

    /// <summary>Checks a subject against every rule for its kind.</summary>
    public static void Check<T>(T subject, RuleViolationList violations)
    {
        foreach (var rule in For<T>.Rules)
        {
            rule.Check(subject, violations);
        }
    }

    /// <summary>Gets the violations by a subject.</summary>
    public static RuleViolationList Check<T>(T subject, string type)
    {
        var violations = new RuleViolationList(type);
        Check(subject, violations);
        return violations;
    }

    private static class Single<T>
        where T : Rule
    {
        public static T Rule { get; } = All.OfType<T>().Single();
    }

    private static class For<T>
    {
        public static ImmutableArray<IRule<T>> Rules { get; } = [.. All.OfType<IRule<T>>()];
    }
}
