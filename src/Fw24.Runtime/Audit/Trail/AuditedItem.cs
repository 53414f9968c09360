using System.Buffers;
using System.Text.Json;
using Fw24.Audit.Records;
using Fw24.Audit.Trail;

namespace Fw24.Audit;

/// <summary>An item as it was at some time, as far as its audit trail shows.</summary>
/// <remarks>Contains what audit records contain: no attributes that are not audited, and redacted sensitive ones.</remarks>
public sealed class AuditedItem
{
    // Why it is not known, or only in part, and the record that shows it.
    private readonly string _reason;
    private readonly string _eventId;
    private readonly ItemNode? _item;
    private readonly bool _namesRedacted;

    internal AuditedItem(AuditEntry first, ItemNode? item, IReadOnlyList<string> redacted, bool namesRedacted)
    {
        (_item, _namesRedacted, Redacted) = (item, namesRedacted, redacted);
        (_reason, _eventId) = (
            $"Only part of the state of the item of {first.Table} at that time is known: records before {first.EventId}, the first of "
            + "its trail, are missing.",
            first.EventId);
        Knowledge = item is null ? ItemKnowledge.Absent : item.IsOpen ? ItemKnowledge.Partial : ItemKnowledge.Whole;
        Known = ImageOf(item);
    }

    private AuditedItem(string reason, string eventId) => (_reason, _eventId, Redacted) = (reason, eventId, []);

    /// <summary>The extent to which the item is known.</summary>
    public ItemKnowledge Knowledge { get; }

    /// <summary>The whole item; absent when it did not exist.</summary>
    /// <exception cref="AuditTrailException">The item is not known, or only in part: see <see cref="Known"/>.</exception>
    public ItemImage Item
        => Knowledge is ItemKnowledge.Absent or ItemKnowledge.Whole ? Known : throw new AuditTrailException(_reason, _eventId);

    /// <summary>
    /// The known part of the item: its key, and each attribute that is completely known. Absent when nothing is known or the item did not exist.
    /// </summary>
    public ItemImage Known { get; }

    /// <summary>
    /// The names of sensitive attributes in the item's records, in ordinal order. Their values are not known: the item may or may not have had
    /// them, and any values shown are redacted. Records of the schema <c>fw24.audit/1</c> contain no names.
    /// </summary>
    public IReadOnlyList<string> Redacted { get; }

    /// <summary>Looks up a value.</summary>
    /// <param name="path">The path, as in <see cref="AuditedChange.Path"/>, such as <c>Status</c> or <c>Lines[1].Qty</c>.</param>
    /// <param name="value">The typed value, such as <c>{"N":"1"}</c>; empty when there was none.</param>
    /// <returns><see langword="true"/> if it is known which value, if any, the item had.</returns>
    /// <exception cref="FormatException">The path is malformed.</exception>
    public bool TryGetValue(string path, out ReadOnlyMemory<byte> value)
    {
        ArgumentNullException.ThrowIfNull(path);
        var steps = AttributePath.Parse(path);
        value = default;
        if (_item is null)
        {
            return Knowledge is ItemKnowledge.Absent;
        }

        // A record that does not name its hidden attributes may hide this one.
        var attribute = steps[0].Name!;
        if (Redacted.Contains(attribute) || (!_namesRedacted && _item.Child(steps[0]) is null))
        {
            return false;
        }

        var node = _item;
        foreach (var step in steps)
        {
            if (!node.Knows(step))
            {
                return false;
            }

            if (node.Child(step) is not { } child)
            {
                return true;
            }

            node = child;
        }

        value = node.IsOpen ? default : node.ToValue();
        return !node.IsOpen;
    }

    /// <summary>The names of attributes of which only elements are known, and which <see cref="Known"/> therefore lacks.</summary>
    internal IEnumerable<string> KnownInPart
        => _item?.Members?.Where(static member => member.Value is { IsOpen: true }).Select(static member => member.Key) ?? [];

    /// <summary>The reason that the item is not known, or only in part; <see langword="null"/> if it is known.</summary>
    internal string? Reason => Knowledge is ItemKnowledge.Absent or ItemKnowledge.Whole ? null : _reason;

    /// <summary>Creates the result for a time at which records may be missing.</summary>
    /// <param name="first">The trail's first record.</param>
    internal static AuditedItem NotKnown(AuditEntry first) => NotKnown(
        $"The state of the item of {first.Table} at that time is unknown: records before {first.EventId}, the first of its trail, are or "
        + "may be missing.",
        first.EventId);

    /// <summary>Creates the result for a time at which nothing is known.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="eventId">The event id of the record that shows it; empty if there is none.</param>
    internal static AuditedItem NotKnown(string reason, string eventId) => new(reason, eventId);

    private static ItemImage ImageOf(ItemNode? item)
    {
        if (item is null)
        {
            return default;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, AuditSchema.WriterOptions);
        item.WriteMembers(json);
        json.Flush();
        return new ItemImage(buffer.WrittenMemory);
    }
}
