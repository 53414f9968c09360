using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Projections;

/// <summary>FW24075: a projection's properties are the entity's; arguments: the entity, what it has instead.</summary>
internal sealed class ProjectedPropertyRule() : Rule(s_descriptor), IRule<ProjectionModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24075",
        title: "A projection's properties are the entity's",
        messageFormat: "{0}: {1} {2}. Give the property the name and the type that it has there, or mark it with [DynamoIgnore].",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24075.md");

    public void Check(ProjectionModel projection, RuleViolationList violations)
    {
        foreach (var property in projection.Unknown)
        {
            violations.Add(this, property, projection.Entity.FullName, "stores no property of this name");
        }

        foreach (var other in projection.OtherTypes)
        {
            violations.Add(this, other.Property, projection.Entity.FullName, $"has it with the type {other.Type}");
        }
    }
}
