extern alias generator;

using generator::Fw24.Generators.Analyzers;
using generator::Fw24.Generators.Rules;

namespace Fw24.Generators.Tests.Harness;

/// <summary>Checks the rules on a project, as analyzers do.</summary>
internal static class Inspection
{
    /// <summary>Gets the name of a rule: that of its class, without <c>Rule</c>.</summary>
    public static string Name(Rule rule) => rule.GetType().Name[..^nameof(Rule).Length];

    /// <summary>Gets a rule by its name.</summary>
    public static Rule Rule(string name) => RuleRegistry.All.Single(rule => Name(rule) == name);

    public static IReadOnlyList<RuleViolation> Violations(GeneratorTest test)
        => [.. ProjectViolations.Of(test.Input, new TestOptions("Shop")).Violations(TestContext.Current.CancellationToken)];
}
