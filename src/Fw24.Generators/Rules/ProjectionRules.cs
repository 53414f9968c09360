using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules;

/// <summary>Applies the rules for a projection.</summary>
internal static class ProjectionRules
{
    /// <summary>Marks a projection that a rule refuses.</summary>
    public static ProjectionModel Judge(ProjectionModel projection)
    {
        var violations = new RuleViolationList(projection.Root.Type.FullName);
        Check(projection, violations);
        return violations.All(static violation => violation.IsAdvice) ? projection : projection with { IsRefused = true };
    }

    /// <summary>Adds the violations by a projection.</summary>
    public static void Check(ProjectionModel projection, RuleViolationList violations)
    {
        RuleRegistry.Check(projection, violations);
        if (projection.Obstacle.Length is 0)
        {
            RuleRegistry.Check(projection.Root, violations);
        }
    }
}
