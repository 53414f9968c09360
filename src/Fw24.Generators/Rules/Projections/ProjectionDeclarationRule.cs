using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Projections;

/// <summary>FW24074: a projection is a partial class of an entity; argument: what it is instead.</summary>
internal sealed class ProjectionDeclarationRule() : Rule(s_descriptor), IRule<ProjectionModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24074",
        title: "A projection is a partial class of an entity",
        messageFormat: "{0} is {1}. Declare a partial class or record, not within another type, of an entity without [ItemUpgrade].",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24074.md");

    public void Check(ProjectionModel projection, RuleViolationList violations)
    {
        if (projection.Obstacle.Length > 0)
        {
            violations.Add(this, null, projection.Obstacle);
        }
    }
}
