using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules;

/// <summary>Checks declarations for what keeps generated code from using them.</summary>
internal static class Obstacles
{
    /// <summary>Adds a violation for each obstacle that a declaration has.</summary>
    public static void CheckDeclaration(this RuleViolationList violations, Rule rule, DeclarationFacts facts, (DeclarationFacts Fact, string Word)[] obstacles)
    {
        foreach (var (_, word) in obstacles.Where(obstacle => (facts & obstacle.Fact) != 0))
        {
            violations.Add(rule, null, word);
        }
    }
}
