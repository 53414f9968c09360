using System.Buffers;
using System.Text.Json;

namespace Fw24.Audit;

/// <summary>An item that audit records are applied to, one after another.</summary>
internal sealed class FoldedItem
{
    private ItemNode? _item;
    private int _keyCount;

    /// <summary>Applies a record.</summary>
    /// <exception cref="AuditTrailException">It does not fit what the records before it made.</exception>
    public void Apply(AuditEntry entry)
    {
        if (entry.Operation is ChangeOperations.Insert)
        {
            if (_item is not null)
            {
                throw Misfit(entry, "the item exists already");
            }

            _item = ItemNode.ReadMap(entry.Key.Json);
            _keyCount = _item.Members!.Count;
        }
        else if (_item is null)
        {
            throw Misfit(entry, "the item does not exist: records before it are missing");
        }

        var lists = new List<ItemNode>();
        foreach (var change in entry.Changes)
        {
            Apply(_item, entry, change, lists);
        }

        foreach (var list in lists)
        {
            if (!list.TryClose())
            {
                throw Misfit(entry, "a list would have a gap");
            }
        }

        if (entry.Operation is ChangeOperations.Remove)
        {
            if (_item.Members!.Count != _keyCount)
            {
                throw Misfit(entry, "it does not show every attribute of the item it removes");
            }

            _item = null;
        }
    }

    public ItemImage ToImage()
    {
        if (_item is null)
        {
            return default;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, AuditSchema.WriterOptions);
        _item.WriteMembers(json);
        json.Flush();
        return new ItemImage(buffer.WrittenMemory);
    }

    private static void Apply(ItemNode item, AuditEntry entry, AuditedChange change, List<ItemNode> lists)
    {
        var steps = AttributePath.Parse(change.Path);
        var parent = item;
        for (var i = 0; i < steps.Count - 1; i++)
        {
            parent = parent.Child(steps[i]) ?? throw Misfit(entry, $"{change.Path} lies in something that is not there");
        }

        var step = steps[^1];
        if (!parent.CanHold(step, entry.Changes.Count))
        {
            throw Misfit(entry, $"{change.Path} lies in something that is neither a map nor a list that long");
        }

        var current = parent.Child(step);
        if (current is null ? !change.Old.IsEmpty : change.Old.IsEmpty || !current.Is(change.Old))
        {
            throw Misfit(entry, $"{change.Path} was not what the record says it was");
        }

        parent.Set(step, change.New.IsEmpty ? null : ItemNode.Read(change.New));
        if (parent.Elements is not null && !lists.Contains(parent))
        {
            lists.Add(parent);
        }
    }

    private static AuditTrailException Misfit(AuditEntry entry, string reason)
        => new($"The audit record {entry.EventId} of {entry.Table} (sequence number {entry.SequenceNumber}) does not fit the records before it: {reason}.", entry.EventId);
}
