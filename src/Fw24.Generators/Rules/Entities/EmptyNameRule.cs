using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing.Attributes;

namespace Fw24.Generators.Rules.Entities;

/// <summary>FW24002: the name of an entity and its discriminator are not empty.</summary>
internal sealed class EmptyNameRule() : Rule(s_descriptor, FixEdits.Argument), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24002",
        title: "The names of an entity and its discriminator are not empty",
        messageFormat: "{0} has an empty EntityName or Discriminator. Set a name, or remove the setting.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24002.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        if (entity.Name.Length is 0 || entity.Table.Discriminator is "")
        {
            violations.Add(this, null);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Unset(AttributeReader.Read<DynamoTableAttribute>(context.Type) is { EntityName: "" } ? nameof(DynamoTableAttribute.EntityName) : nameof(DynamoTableAttribute.Discriminator));
}
