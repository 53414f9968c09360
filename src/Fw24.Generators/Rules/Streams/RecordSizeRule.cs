using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Streams;

/// <summary>
/// FW24106: if large changes are parked, the change of an item of maximum size fits a message; arguments: the table, the bytes of its images, the
/// limit.
/// </summary>
internal sealed class RecordSizeRule() : Rule(s_descriptor, FixEdits.Argument), IRule<EntityOfTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24106",
        title: "The change of the largest item fits a message if large changes are parked",
        messageFormat: "{0}: a change may have {2} bytes by the lengths that its properties declare, but a message of {1} allows {3}, so it would be parked unpublished. Remove LargeRecords to store it as a claim check, raise MaxMessageBytes up to 1048576, or declare shorter lengths.",
        category: RuleCategory.Streams,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24106.md");

    public void Check(EntityOfTable entity, RuleViolationList violations)
    {
        if (entity.Table.Stream is { LargeRecords: LargeRecordPolicy.Park } stream
            && entity.Entity.StatedSize * Images(stream.ViewType) is var bytes
            && bytes > stream.MaxMessageBytes)
        {
            violations.Add(this, null, entity.Table.Name, Settings.Text(bytes), Settings.Text(stream.MaxMessageBytes));
        }
    }

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.UnsetIn(context.Stating<StreamEnabledAttribute>(violation.Arguments[0]), nameof(StreamEnabledAttribute.LargeRecords));

    private static int Images(StreamViewType view) => view switch
    {
        StreamViewType.NewAndOldImages => 2,
        StreamViewType.NewImage or StreamViewType.OldImage => 1,
        _ => 0,
    };
}
