using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Entities;

/// <summary>FW24029: an item with properties of maximum length is within DynamoDB's size limit; arguments: the bytes, the limit.</summary>
internal sealed class ItemSizeRule() : Rule(s_descriptor), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24029",
        title: "The largest item is within DynamoDB's size limit",
        messageFormat: "{0}: an item may have {1} bytes by the lengths that its properties declare, but DynamoDB accepts {2}. Declare shorter lengths, or keep long values in S3.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24029.md");

    // 400 KB, including attribute names (DynamoDB, "Quotas").
    private const int MaxItemBytes = 409_600;

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        if (entity.StatedSize > MaxItemBytes)
        {
            violations.Add(this, null, Settings.Text(entity.StatedSize), Settings.Text(MaxItemBytes));
        }
    }
}
