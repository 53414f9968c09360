using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Rules.Entities;

/// <summary>FW24032: an attribute of another library has no effect here; arguments: the attribute, the equivalent Fw24 attribute.</summary>
internal sealed class ForeignAttributeRule() : Rule(s_descriptor, FixEdits.Attribute), IRule<EntityModel>, IRule<ObjectModel>, IRule<EnumModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24032",
        title: "An attribute of another library has no effect",
        messageFormat: "{0}: [{1}] belongs to another library and has no effect here. Use {2}.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24032.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var attribute in entity.Foreign)
        {
            if (attribute.Meaning is ForeignMeaning.CamelCase)
            {
                violations.Add(this, null, attribute.Written, "[DynamoAttribute] on each property whose attribute begins with a lower-case letter");
            }
            else if (attribute.Meaning is ForeignMeaning.Otherwise)
            {
                violations.Add(this, null, attribute.Written, attribute.Value);
            }
            else if (attribute.Meaning is ForeignMeaning.Table && attribute.Value != entity.Table.Name)
            {
                violations.Add(this, null, attribute.Written, $"[DynamoTable({Literal(attribute.Value)})]");
            }
        }

        foreach (var property in entity.Root.Properties)
        {
            foreach (var attribute in property.Foreign)
            {
                CheckRole(entity, property, attribute, violations);
            }
        }
    }

    // The stored content of properties. If several libraries say the same, the DynamoDB-specific attribute takes precedence.
    public void Check(ObjectModel model, RuleViolationList violations)
    {
        foreach (var property in model.Properties)
        {
            CheckContent(model, property, violations);
        }
    }

    public void Check(EnumModel model, RuleViolationList violations)
    {
        foreach (var member in model.Members)
        {
            if (member.Foreign is { } foreign)
            {
                violations.Add(
                    this,
                    member.Name,
                    foreign.Written,
                    SyntaxFacts.IsValidIdentifier(foreign.Value)
                        ? $"a member named {foreign.Value}, because items hold the members' own names"
                        : "a property of type string, because items hold the members' own names");
            }
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => type.GetAttributes().FirstOrDefault(data => data.AttributeClass?.Name == violation.Arguments[0] + nameof(Attribute));

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => violation.SuggestedValue.Length > 0 && !(violation.SuggestedValue is "DynamoIgnore" && context.Property is { IsRequired: true })
            ? context.AddAttribute(violation.SuggestedValue)
            : null;

    private void CheckContent(ObjectModel model, PropertyModel property, RuleViolationList violations)
    {
        if (Of(property, ForeignMeaning.LeftOut) is { } left)
        {
            // A constructor argument must have a value.
            var isNeeded = property.Parameter is not null && property.MissingValuePolicy is MissingValuePolicy.Required;
            violations.AddWithSuggestion(this, property.Name, isNeeded ? "" : "DynamoIgnore", left.Written, "[DynamoIgnore] to exclude the property");
            return;
        }

        if (Of(property, ForeignMeaning.Name) is { } name && name.Value != property.Attribute)
        {
            var attribute = $"DynamoAttribute({Literal(name.Value)})";
            var isFree = model.Properties.All(other => other.Attribute != name.Value);
            violations.AddWithSuggestion(this, property.Name, isFree ? attribute : "", name.Written, $"[{attribute}]");
        }

        if (property.Shape is ScalarShape { Kind: ScalarKind.DateTime or ScalarKind.DateTimeOffset or ScalarKind.KeyDateTime or ScalarKind.KeyTime }
            && Of(property, ForeignMeaning.Seconds) is { } seconds)
        {
            violations.Add(this, property.Name, seconds.Written, "[TimeToLive], [DynamoConverter<EpochSeconds>], or a long of seconds");
        }

        if (property.Shape is not ConvertedShape && Of(property, ForeignMeaning.Converter) is { } converter)
        {
            violations.Add(this, property.Name, converter.Written, "[DynamoConverter<T>], or a property of the type that is stored");
        }

        if (Of(property, ForeignMeaning.Otherwise) is { } otherwise)
        {
            violations.Add(this, property.Name, otherwise.Written, otherwise.Value);
        }
    }

    private void CheckRole(EntityModel entity, PropertyModel property, ForeignAttribute attribute, RuleViolationList violations)
    {
        var (role, meant) = attribute.Meaning switch
        {
            ForeignMeaning.PartitionKey => (PropertyRoles.PartitionKey, "PartitionKey"),
            ForeignMeaning.SortKey => (PropertyRoles.SortKey, "SortKey"),
            ForeignMeaning.Version => (PropertyRoles.Version, "Version"),
            ForeignMeaning.IndexPartitionKey => (PropertyRoles.IndexKey, Index(attribute, property, "PartitionKey")),
            ForeignMeaning.IndexSortKey => (PropertyRoles.IndexKey, Index(attribute, property, "SortKey")),
            _ => (PropertyRoles.None, ""),
        };
        if (role is PropertyRoles.None || property.Has(role))
        {
            return;
        }

        if (role is PropertyRoles.IndexKey)
        {
            violations.Add(this, property.Name, attribute.Written, meant);
        }
        else
        {
            // Do not suggest a role that another property already has.
            violations.AddWithSuggestion(this, property.Name, entity.Single(role) is null ? meant : "", attribute.Written, $"[{meant}]");
        }
    }

    private static string Index(ForeignAttribute attribute, PropertyModel property, string key)
        => $"[GlobalIndex({Literal(attribute.Value)}, {key} = nameof({property.Identifier}))] on the class";

    private static ForeignAttribute? Of(PropertyModel property, ForeignMeaning meaning)
    {
        ForeignAttribute? found = null;
        foreach (var attribute in property.Foreign)
        {
            if (attribute.Meaning == meaning && (found is null || (attribute.IsOfDynamoDb && !found.IsOfDynamoDb)))
            {
                found = attribute;
            }
        }

        return found;
    }

    private static string Literal(string value) => SymbolDisplay.FormatLiteral(value, quote: true);
}
