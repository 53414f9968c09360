using Fw24.Audit.Records;
using Fw24.Json;

namespace Fw24.Audit.Trail;

/// <summary>An item to which audit records are applied one after another.</summary>
internal sealed class FoldedItem
{
    private readonly SortedSet<string> _redacted = new(StringComparer.Ordinal);
    private IReadOnlySet<string>? _left;
    private ItemNode? _item;
    private int _keyCount;
    private bool _namesRedacted = true;

    /// <summary>The latest erased record, of which the item's state depends; <see langword="null"/> if it depends on none.</summary>
    public AuditEntry? Erased { get; private set; }

    /// <summary>Creates the item as it was before a run of records.</summary>
    /// <remarks>
    /// Before an insert the item is absent. Before any other record it exists, and the records show the attributes that they change: each initially had
    /// the value that the first of them found. A removal and a snapshot show the whole item.
    /// </remarks>
    /// <param name="entries">The records, without gaps: at least one.</param>
    public static FoldedItem Before(ReadOnlySpan<AuditEntry> entries)
    {
        if (entries[0].Operation is ChangeOperations.Insert)
        {
            return new FoldedItem();
        }

        // Records that do not fit are ignored here and rejected when they are applied.
        var probe = Open(entries[0]);
        var count = 0;
        while (count < entries.Length && probe._item is not null && probe.Move(entries[count], isForward: true) is null)
        {
            count++;
        }

        var run = entries[..count];
        var item = run is [.., { Operation: ChangeOperations.Remove }] ? new FoldedItem() : Open(entries[0]);
        for (var i = count - 1; i >= 0; i--)
        {
            if (item.Move(run[i], isForward: false) is { } reason)
            {
                throw Misfit(run[i], reason);
            }

            item._redacted.UnionWith(run[i].Redacted ?? []);
        }

        return item;
    }

    /// <summary>Creates the item as it was before a run of records, of the item as it is after them.</summary>
    /// <param name="entries">The records, without gaps: at least one.</param>
    /// <param name="item">The item after them, without the attributes that records leave out; absent if it does not exist.</param>
    /// <param name="left">The attributes that are left out, also of the records.</param>
    /// <returns>The item; <see langword="null"/> if a record contradicts it.</returns>
    public static FoldedItem? Before(ReadOnlySpan<AuditEntry> entries, ItemImage item, IReadOnlySet<string> left)
    {
        var folded = Open(entries[^1]);
        folded._item = item.IsAbsent ? null : ItemNode.ReadMap(item.Json);
        folded._left = left;
        for (var i = entries.Length - 1; i >= 0; i--)
        {
            if (folded.Move(entries[i], isForward: false) is not null)
            {
                return null;
            }

            folded._redacted.UnionWith(entries[i].Redacted ?? []);
        }

        return folded;
    }

    /// <summary>Applies a record.</summary>
    /// <exception cref="AuditTrailException">The record does not fit the result of the previous ones.</exception>
    public void Apply(AuditEntry entry)
    {
        if (entry.ErasedAt is not null)
        {
            // Nothing is known of the item, until it is removed.
            Erased = entry.Operation is ChangeOperations.Remove ? null : entry;
            _item = null;
            return;
        }

        if (Erased is not null && entry.Operation is ChangeOperations.Modify or ChangeOperations.Remove)
        {
            Erased = entry.Operation is ChangeOperations.Remove ? null : Erased;
            return;
        }

        if (Erased is not null && entry.IsSnapshot)
        {
            Begin(entry, isOpen: true);
        }

        Erased = null;
        if (Move(entry, isForward: true) is { } reason)
        {
            throw Misfit(entry, reason);
        }

        if (entry.Operation is not ChangeOperations.Modify)
        {
            _redacted.Clear();
            _namesRedacted = true;
        }

        if (_item is not null)
        {
            _redacted.UnionWith(entry.Redacted ?? []);
            _namesRedacted &= entry.Redacted is not null;
        }
    }

    /// <summary>Gets the current state of the item.</summary>
    /// <param name="first">The trail's first record.</param>
    public AuditedItem ToAuditedItem(AuditEntry first) => new(first, _item, [.. _redacted], _namesRedacted);

    // A record with an invalid path or value does not fit.
    private string? Move(AuditEntry entry, bool isForward)
    {
        try
        {
            return MoveTo(entry, isForward);
        }
        catch (FormatException exception)
        {
            return exception.Message.TrimEnd('.');
        }
    }

    // Backward is forward with old and new exchanged: undoing a removal restores the whole item.
    private string? MoveTo(AuditEntry entry, bool isForward)
    {
        if (entry.IsSnapshot)
        {
            return MoveOver(entry);
        }

        if (entry.Operation == (isForward ? ChangeOperations.Insert : ChangeOperations.Remove))
        {
            if (_item is not null)
            {
                return "the item already exists";
            }

            Begin(entry, isOpen: false);
        }

        if (_item is not { } item)
        {
            return "the item does not exist: records before it are missing";
        }

        if (Set(item, entry, isForward, _left) is { } reason)
        {
            return reason;
        }

        if (entry.Operation == (isForward ? ChangeOperations.Remove : ChangeOperations.Insert))
        {
            if (item.Members!.Values.Count(static member => member is not null) != _keyCount)
            {
                return "it does not list every attribute of the item it removes";
            }

            _item = null;
        }

        return null;
    }

    // The item is the same before and after a snapshot, which shows all of it.
    private string? MoveOver(AuditEntry snapshot)
    {
        if (_item is not { } item)
        {
            return "the item does not exist: records before it are missing";
        }

        var whole = ItemNode.ReadMap(snapshot.Key.Json);
        if (Set(whole, snapshot, isForward: true, left: null) is { } reason)
        {
            return reason;
        }

        foreach (var name in item.Members!.Keys.Union(whole.Members!.Keys))
        {
            var step = new PathStep(name, -1);
            if (item.Knows(step) && _left?.Contains(name) is not true && !AreSame(item.Child(step), whole.Child(step)))
            {
                return $"{AttributePath.Of(name)} does not have the value that the snapshot states";
            }
        }

        _item = _left is null ? whole : item;
        return null;
    }

    private static bool AreSame(ItemNode? known, ItemNode? shown)
        => known is null || shown is null
            ? known is null && shown is null
            : shown.ToValue() is var value && (known.Is(value) || known.IsMarkedWithOtherKey(value));

    private static FoldedItem Open(AuditEntry entry)
    {
        var item = new FoldedItem();
        item.Begin(entry, isOpen: true);
        return item;
    }

    private void Begin(AuditEntry entry, bool isOpen)
    {
        _item = ItemNode.ReadMap(entry.Key.Json, isOpen);
        _keyCount = _item.Members!.Count;
    }

    private static string? Set(ItemNode item, AuditEntry entry, bool isForward, IReadOnlySet<string>? left)
    {
        var lists = new HashSet<ItemNode>();
        foreach (var change in entry.Changes)
        {
            var steps = AttributePath.Parse(change.Path);
            if (left?.Contains(steps[0].Name!) is true)
            {
                continue;
            }

            var (old, @new) = isForward ? (change.Old, change.New) : (change.New, change.Old);
            if (Set(item, steps, old, @new, entry.Changes.Count, lists) is { } reason)
            {
                return $"{change.Path} {reason}";
            }
        }

        return lists.All(static list => list.TryClose()) ? null : "a list would have a gap";
    }

    private static string? Set(ItemNode item, IReadOnlyList<PathStep> steps, ReadOnlyMemory<byte> old, ReadOnlyMemory<byte> @new, int changes, HashSet<ItemNode> lists)
    {
        var parent = item;
        var level = steps.Count - 1;
        if (level > AttributeTypes.MaxDepth)
        {
            return "is nested in more lists and maps than DynamoDB allows";
        }

        for (var i = 0; i < level; i++)
        {
            if (!parent.Knows(steps[i]) && parent.CanHold(steps[i], changes))
            {
                parent.Set(steps[i], ItemNode.OpenFor(steps[i + 1]));
            }

            if (parent.Child(steps[i]) is not { } child)
            {
                return "is nested in a value that does not exist";
            }

            parent = child;
        }

        var step = steps[^1];
        if (!parent.CanHold(step, changes))
        {
            return "is nested in a value that is neither a map nor a list of that length";
        }

        var current = parent.Child(step);
        if (parent.Knows(step) && (current is null ? !old.IsEmpty : old.IsEmpty || !(current.Is(old) || current.IsMarkedWithOtherKey(old))))
        {
            return "does not have the old value that the record states";
        }

        parent.Set(step, @new.IsEmpty ? null : ItemNode.Read(@new, level));
        if (parent.Elements is not null)
        {
            lists.Add(parent);
        }

        return null;
    }

    private static AuditTrailException Misfit(AuditEntry entry, string reason)
        => new($"The audit record {entry.EventId} of {entry.Table} (sequence number {entry.SequenceNumber}) contradicts the records before it: {reason}.", entry.EventId);
}
