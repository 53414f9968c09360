using System.Buffers;
using System.Text.Json;
using Fw24.Audit.Records;
using Fw24.Audit.Trail;

namespace Fw24.Audit;

/// <summary>What an item was at some time, as far as its audit trail tells.</summary>
/// <remarks>It is what the audit shows: without the attributes that it leaves out, and with the sensitive ones redacted.</remarks>
public sealed class AuditedItem
{
    private readonly AuditEntry _first;
    private readonly ItemNode? _item;
    private readonly bool _namesRedacted;

    internal AuditedItem(AuditEntry first, ItemNode? item, IReadOnlyList<string> redacted, bool namesRedacted)
    {
        (_first, _item, _namesRedacted, Redacted) = (first, item, namesRedacted, redacted);
        Knowledge = item is null ? ItemKnowledge.Absent : item.IsOpen ? ItemKnowledge.Partial : ItemKnowledge.Whole;
        Known = ImageOf(item);
    }

    private AuditedItem(AuditEntry first) => (_first, Redacted) = (first, []);

    /// <summary>How much is known.</summary>
    public ItemKnowledge Knowledge { get; }

    /// <summary>The whole item; absent when it did not exist.</summary>
    /// <exception cref="AuditTrailException">That is not known, or only a part of the item is: see <see cref="Known"/>.</exception>
    public ItemImage Item => Knowledge is ItemKnowledge.Absent or ItemKnowledge.Whole ? Known : throw new AuditTrailException(
        Knowledge is ItemKnowledge.NotKnown
            ? $"What the item of {_first.Table} was then is not known: the records before {_first.EventId}, the first of its trail, are missing or may be."
            : $"Only a part of the item of {_first.Table} is known at that time: the records before {_first.EventId}, the first of its trail, are missing.",
        _first.EventId);

    /// <summary>What is known of the item: its key, and each attribute of which all is known. Absent when nothing is, or the item did not exist.</summary>
    public ItemImage Known { get; }

    /// <summary>
    /// The names of sensitive attributes that the item's records name, in ordinal order. Their values are not known: the item may have had
    /// them or not, and what it shows of them is a redaction. Records of the schema <c>fw24.audit/1</c> name none.
    /// </summary>
    public IReadOnlyList<string> Redacted { get; }

    /// <summary>Looks up a value.</summary>
    /// <param name="path">Where, as <see cref="AuditedChange.Path"/> has it: such as <c>Status</c> or <c>Lines[1].Qty</c>.</param>
    /// <param name="value">The typed value, such as <c>{"N":"1"}</c>; empty when nothing was there.</param>
    /// <returns>Whether it is known what was there.</returns>
    /// <exception cref="FormatException">The path is none.</exception>
    public bool TryGetValue(string path, out ReadOnlyMemory<byte> value)
    {
        ArgumentNullException.ThrowIfNull(path);
        var steps = AttributePath.Parse(path);
        value = default;
        if (_item is null)
        {
            return Knowledge is ItemKnowledge.Absent;
        }

        // A record that does not name what it hides may hide this one.
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

    /// <summary>What is known at a time at which records may be missing.</summary>
    /// <param name="first">The trail's first record.</param>
    internal static AuditedItem NotKnown(AuditEntry first) => new(first);

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
