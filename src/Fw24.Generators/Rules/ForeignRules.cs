using Microsoft.CodeAnalysis.CSharp;
using Fw24.Generators.Model;

namespace Fw24.Generators.Rules;

/// <summary>Advises on attributes of other libraries that contradict the class as Fw24 reads it.</summary>
internal static class ForeignRules
{
    /// <summary>Checks an entity and its own properties.</summary>
    public static void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var attribute in entity.Foreign)
        {
            if (attribute.Meaning is ForeignMeaning.CamelCase)
            {
                violations.Add(RuleKind.ForeignAttribute, null, attribute.Written, "[DynamoAttribute] on each property whose attribute begins with a lower-case letter");
            }
            else if (attribute.Meaning is ForeignMeaning.Table && attribute.Value != entity.Table.Name)
            {
                violations.Add(RuleKind.ForeignAttribute, null, attribute.Written, $"[DynamoTable({Literal(attribute.Value)})]");
            }
        }

        foreach (var property in entity.Root.Properties)
        {
            CheckContent(entity.Root, property, violations);
            foreach (var attribute in property.Foreign)
            {
                CheckRole(entity, property, attribute, violations);
            }
        }
    }

    /// <summary>Checks the properties of a nested type, which have no roles.</summary>
    public static void Check(ObjectModel model, RuleViolationList violations)
    {
        foreach (var property in model.Properties)
        {
            CheckContent(model, property, violations);
        }
    }

    /// <summary>Checks the members of an enum, whose own names items store.</summary>
    public static void Check(EnumModel model, RuleViolationList violations)
    {
        foreach (var member in model.Members)
        {
            if (member.Foreign is { } foreign)
            {
                violations.Add(
                    RuleKind.ForeignAttribute,
                    member.Name,
                    foreign.Written,
                    SyntaxFacts.IsValidIdentifier(foreign.Value) ? $"a member named {foreign.Value}, because items hold the members' own names" : "a property of type string, because items hold the members' own names");
            }
        }
    }

    // The stored content of the property. If several libraries say the same, the DynamoDB-specific attribute takes precedence.
    private static void CheckContent(ObjectModel model, PropertyModel property, RuleViolationList violations)
    {
        if (Of(property, ForeignMeaning.LeftOut) is { } left)
        {
            // A constructor argument must have a value.
            var isNeeded = property.Parameter is not null && property.MissingValuePolicy is MissingValuePolicy.Required;
            violations.AddWithSuggestion(RuleKind.ForeignAttribute, property.Name, isNeeded ? "" : "DynamoIgnore", left.Written, "[DynamoIgnore] to exclude the property");
            return;
        }

        if (Of(property, ForeignMeaning.Name) is { } name && name.Value != property.Attribute)
        {
            var attribute = $"DynamoAttribute({Literal(name.Value)})";
            var isFree = model.Properties.All(other => other.Attribute != name.Value);
            violations.AddWithSuggestion(RuleKind.ForeignAttribute, property.Name, isFree ? attribute : "", name.Written, $"[{attribute}]");
        }

        if (property.Shape is ScalarShape { Kind: ScalarKind.DateTime or ScalarKind.DateTimeOffset or ScalarKind.KeyDateTime or ScalarKind.KeyTime } && Of(property, ForeignMeaning.Seconds) is { } seconds)
        {
            violations.Add(RuleKind.ForeignAttribute, property.Name, seconds.Written, "[TimeToLive], or a long of seconds");
        }

        if (Of(property, ForeignMeaning.Otherwise) is { } otherwise)
        {
            violations.Add(RuleKind.ForeignAttribute, property.Name, otherwise.Written, otherwise.Value);
        }
    }

    private static void CheckRole(EntityModel entity, PropertyModel property, ForeignAttribute attribute, RuleViolationList violations)
    {
        var (role, meant) = attribute.Meaning switch
        {
            ForeignMeaning.PartitionKey => (PropertyRoles.PartitionKey, "PartitionKey"),
            ForeignMeaning.SortKey => (PropertyRoles.SortKey, "SortKey"),
            ForeignMeaning.Version => (PropertyRoles.Version, "Version"),
            ForeignMeaning.IndexPartitionKey => (PropertyRoles.IndexKey, $"[GlobalIndex({Literal(attribute.Value)}, PartitionKey = nameof({property.Identifier}))] on the class"),
            ForeignMeaning.IndexSortKey => (PropertyRoles.IndexKey, $"[GlobalIndex({Literal(attribute.Value)}, SortKey = nameof({property.Identifier}))] on the class"),
            _ => (PropertyRoles.None, ""),
        };
        if (role is PropertyRoles.None || property.Has(role))
        {
            return;
        }

        if (role is PropertyRoles.IndexKey)
        {
            violations.Add(RuleKind.ForeignAttribute, property.Name, attribute.Written, meant);
        }
        else
        {
            // Do not suggest a role that another property already has.
            violations.AddWithSuggestion(RuleKind.ForeignAttribute, property.Name, entity.Single(role) is null ? meant : "", attribute.Written, $"[{meant}]");
        }
    }

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
