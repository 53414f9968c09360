extern alias generator;

using generator::Fw24.Generators.Analyzers;
using generator::Fw24.Generators.Rules;

namespace Fw24.Generators.Tests.Harness;

/// <summary>Checks the rules on a project, as analyzers do.</summary>
internal static class Inspection
{
    public static IReadOnlyList<RuleViolation> Violations(GeneratorTest test)
        => [.. ProjectViolations.Of(test.Input, new TestOptions("Shop"), LockFile.None).Violations(TestContext.Current.CancellationToken)];
}
