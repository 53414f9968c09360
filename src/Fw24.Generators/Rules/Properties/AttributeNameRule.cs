using System.Text;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Properties;

/// <summary>
/// FW24012: an attribute's name is 1 to 65,535 bytes of UTF-8, a key's at most 255, and none of Fw24's own; argument: the name.
/// </summary>
internal sealed class AttributeNameRule() : Rule(s_descriptor, FixEdits.Attribute), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24012",
        title: "An attribute name is valid in DynamoDB",
        messageFormat: "{0}: '{1}' is not a valid attribute name. Use 1 to 65,535 bytes of UTF-8, or at most 255 for a key or an "
            + "attribute that an index includes, that do not begin with 'fw24:', which Fw24 reserves.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24012.md");

    // What Fw24 itself stores in items: why one was written, and by whom one is deleted. Entities and audit records do not show it.
    private const string Reserved = "fw24:";

    private const int MaxKeyNameBytes = 255;
    private const int MaxAttributeNameBytes = 65_535;

    // Throws on an unpaired surrogate, which has no UTF-8 form.
    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in entity.Root.Properties)
        {
            if (!IsValid(property.Attribute, IsOfIndex(entity, property) ? MaxKeyNameBytes : MaxAttributeNameBytes))
            {
                violations.Add(this, property.Name, property.Attribute);
            }
        }

        if (entity.Table.Discriminator is { } discriminator && discriminator.StartsWith(Reserved, StringComparison.Ordinal))
        {
            violations.Add(this, null, discriminator);
        }

        foreach (var sensitive in entity.SensitiveNames.Where(static sensitive => sensitive.Attribute.Length > 0 && !IsValid(sensitive.Attribute)))
        {
            violations.Add(this, null, sensitive.Attribute);
        }
    }

    private static bool IsOfIndex(EntityModel entity, PropertyModel property)
        => property.Has(PropertyRoles.AnyKey) || entity.Indexes.Any(index => index.Include.Contains(property.Attribute));

    /// <summary>Indicates whether an attribute that is not a key can have a name.</summary>
    public static bool IsValid(string name) => IsValid(name, MaxAttributeNameBytes);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => violation.Arguments[0].Length is 0 ? context.RemoveAttribute<DynamoAttributeAttribute>() : null;

    private static bool IsValid(string name, int limit)
    {
        try
        {
            return s_utf8.GetByteCount(name) is var bytes && bytes >= 1 && bytes <= limit
                && !name.StartsWith(Reserved, StringComparison.Ordinal);
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
