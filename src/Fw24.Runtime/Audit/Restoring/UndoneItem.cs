using System.Buffers;
using System.Text.Json;
using Fw24.Audit.Records;
using Fw24.Audit.Trail;
using Fw24.Json;

namespace Fw24.Audit.Restoring;

/// <summary>An item from which changes are taken back, as long as it still is what they made of it.</summary>
/// <param name="attributes">The attributes that are compared and written.</param>
/// <param name="deletionFault">Why the item must not be deleted; <see langword="null"/> if it may.</param>
/// <param name="earlier">The changes that an earlier run has taken back, by their sequence numbers.</param>
internal sealed class UndoneItem(RestorableAttributes attributes, string? deletionFault, IReadOnlyCollection<string> earlier)
{
    private enum Way
    {
        Back,
        Again,
    }

    /// <summary>The result of taking a change back, or of making it again.</summary>
    /// <param name="Item">The item after that; as before if it is refused.</param>
    /// <param name="Result">The result.</param>
    /// <param name="Reason">The reason if it is refused.</param>
    private readonly record struct Step(ItemImage Item, UndoResult Result, string? Reason);

    /// <summary>Takes changes back, the newest first.</summary>
    /// <param name="item">The item; absent if it does not exist.</param>
    /// <param name="records">The changes, the newest first.</param>
    /// <returns>The item without them, and the result for each.</returns>
    public (ItemImage Item, List<RecordUndo> Undone) Undo(ItemImage item, IReadOnlyList<AuditEntry> records)
    {
        var result = Undo(item, records, mayDelete: true);
        return result.Item.IsAbsent && !item.IsAbsent && deletionFault is not null ? Undo(item, records, mayDelete: false) : result;
    }

    private (ItemImage Item, List<RecordUndo> Undone) Undo(ItemImage item, IReadOnlyList<AuditEntry> records, bool mayDelete)
    {
        // What an earlier run has taken back is made again first. Otherwise the item would be none that the newest change has left, and one
        // that the earlier run has refused might now seem to apply.
        var candidates = records.Where(record => earlier.Contains(record.SequenceNumber)).ToList();
        while (true)
        {
            var (made, presumed) = Redo(item, candidates);
            var (left, undone) = UndoAll(made, records, record => mayDelete || presumed.Contains(record));
            var taken = presumed.FindAll(record => IsAs(item, left, record));
            if (taken.Count == presumed.Count)
            {
                return (left, undone.ConvertAll(undo => undo.Result is UndoResult.Undone && IsAs(item, left, undo.Record)
                    ? undo with { Result = UndoResult.AlreadyUndone }
                    : undo));
            }

            candidates = [.. records.Where(taken.Contains)];
        }
    }

    private (ItemImage Item, List<RecordUndo> Undone) UndoAll(
        ItemImage item, IReadOnlyList<AuditEntry> records, Func<AuditEntry, bool> mayDelete)
    {
        var undone = new List<RecordUndo>();
        foreach (var record in records)
        {
            var step = Move(item, record, Way.Back);
            if (step is { Result: UndoResult.Undone, Item.IsAbsent: true } && !mayDelete(record))
            {
                step = Refuse(item, deletionFault!);
            }

            item = step.Item;
            undone.Add(new RecordUndo(record, step.Result, step.Reason));
        }

        return (item, undone);
    }

    // Makes changes again, the oldest first, as if nobody else had changed the item since.
    private (ItemImage Item, List<AuditEntry> Made) Redo(ItemImage item, List<AuditEntry> records)
    {
        var made = new List<AuditEntry>();
        for (var i = records.Count - 1; i >= 0; i--)
        {
            var step = Move(item, records[i], Way.Again);
            if (step.Result is UndoResult.Undone)
            {
                item = step.Item;
                made.Add(records[i]);
            }
        }

        return (item, made);
    }

    // An earlier run has taken a change back if the item has what that would have left of the attributes.
    private bool IsAs(ItemImage item, ItemImage left, AuditEntry record)
    {
        var differences = ItemPart.DifferencesOf(attributes.PartOf(item), attributes.PartOf(left));
        return record.Operation is ChangeOperations.Modify
            ? !record.Changes.Any(change => differences.Contains(AttributePath.AttributeOf(change.Path)))
            : item.IsAbsent == left.IsAbsent && differences.Count == 0;
    }

    /// <summary>Takes a change back, or makes it again.</summary>
    private Step Move(ItemImage item, AuditEntry record, Way way)
    {
        if (record.IsSnapshot)
        {
            return Refuse(item, "it is a snapshot, which changed nothing");
        }

        if (record.ErasedAt is not null)
        {
            return Refuse(item, "the values in its record were erased");
        }

        try
        {
            return record.Operation switch
            {
                ChangeOperations.Modify => Modify(item, record, way),
                ChangeOperations.Insert when way is not Way.Back => Create(item, record, way),
                ChangeOperations.Remove when way is Way.Back => Create(item, record, way),
                _ => Delete(item, record, way),
            };
        }
        catch (FormatException)
        {
            return Refuse(item, "its record is malformed");
        }
    }

    private Step Modify(ItemImage item, AuditEntry record, Way way)
    {
        if (item.IsAbsent)
        {
            return Refuse(item, "the item no longer exists");
        }

        var node = ItemNode.ReadMap(item.Json);
        var lists = new HashSet<ItemNode>();
        var changed = new SortedSet<string>(StringComparer.Ordinal);
        var (isShown, isMoved) = (false, false);
        foreach (var change in record.Changes)
        {
            var steps = AttributePath.Parse(change.Path);
            var name = steps[0].Name!;
            if (!attributes.Contains(name))
            {
                continue;
            }

            isShown = true;
            ReadOnlyMemory<byte>? from = way is Way.Back ? change.New : default(ReadOnlyMemory<byte>?);
            switch (TrySet(node, steps, from, way is Way.Back ? change.Old : change.New, record.Changes.Count, lists))
            {
                case null:
                    changed.Add(name);
                    break;
                case true:
                    isMoved = true;
                    break;
            }
        }

        return !isShown ? Refuse(item, "it changed only attributes whose values no record has, or that each write determines")
            : changed.Count > 0 ? Refuse(item, changed)
            : !lists.All(static list => list.TryClose()) ? Refuse(item, "a list has become longer since")
            : !isMoved ? new Step(item, UndoResult.AlreadyUndone, null)
            : new Step(ImageOf(node), UndoResult.Undone, null);
    }

    private Step Create(ItemImage item, AuditEntry record, Way way)
    {
        var image = ImageOf(record, isNew: way is not Way.Back);
        if (item.IsAbsent || way is Way.Again)
        {
            return new Step(image, UndoResult.Undone, null);
        }

        return ItemPart.DifferencesOf(attributes.PartOf(item), attributes.PartOf(image)).Count == 0
            ? new Step(item, UndoResult.AlreadyUndone, null)
            : Refuse(item, "an item with its key exists");
    }

    private Step Delete(ItemImage item, AuditEntry record, Way way)
    {
        if (item.IsAbsent)
        {
            return new Step(item, UndoResult.AlreadyUndone, null);
        }

        var differences = ItemPart.DifferencesOf(attributes.PartOf(item), attributes.PartOf(ImageOf(record, isNew: way is Way.Back)));
        return differences.Count > 0 && way is not Way.Again ? Refuse(item, differences) : new Step(default, UndoResult.Undone, null);
    }

    // The item that an insert or a removal shows, with what each write determines: its last version among it.
    private ItemImage ImageOf(AuditEntry record, bool isNew)
    {
        var node = ItemNode.ReadMap(record.Key.Json);
        foreach (var change in record.Changes)
        {
            var steps = AttributePath.Parse(change.Path);
            var value = isNew ? change.New : change.Old;
            if (steps.Count == 1 && !value.IsEmpty && attributes.ReasonOf(steps[0].Name!) is null or LeftReason.Stamped)
            {
                node.Set(steps[0], ItemNode.Read(value));
            }
        }

        return ImageOf(node);
    }

    // Sets a value that still is the one before, or whatever it is if that is null. Returns false if it is the one to set already, and null
    // if it is another one.
    private static bool? TrySet(
        ItemNode item,
        IReadOnlyList<PathStep> steps,
        ReadOnlyMemory<byte>? from,
        ReadOnlyMemory<byte> to,
        int changes,
        HashSet<ItemNode> lists)
    {
        if (steps.Count > AttributeTypes.MaxDepth + 1)
        {
            return null;
        }

        var parent = item;
        for (var i = 0; i < steps.Count - 1; i++)
        {
            if (parent.Child(steps[i]) is not { } child)
            {
                return to.IsEmpty ? false : null;
            }

            parent = child;
        }

        var current = parent.Child(steps[^1]);
        if (from is { } before && !Is(current, before))
        {
            return Is(current, to) ? false : null;
        }

        if (!parent.CanHold(steps[^1], changes))
        {
            return null;
        }

        parent.Set(steps[^1], to.IsEmpty ? null : ItemNode.Read(to, steps.Count - 1));
        if (parent.Elements is not null)
        {
            lists.Add(parent);
        }

        return true;
    }

    private static bool Is(ItemNode? node, ReadOnlyMemory<byte> value) => node is null ? value.IsEmpty : !value.IsEmpty && node.Is(value);

    private static ItemImage ImageOf(ItemNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, AuditSchema.WriterOptions);
        node.WriteMembers(json);
        json.Flush();
        return new ItemImage(buffer.WrittenMemory);
    }

    private static Step Refuse(ItemImage item, IEnumerable<string> changed) => Refuse(item, $"changed since: {string.Join(", ", changed)}");

    private static Step Refuse(ItemImage item, string reason) => new(item, UndoResult.Refused, reason);
}
