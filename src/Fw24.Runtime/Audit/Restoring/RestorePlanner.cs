using System.Globalization;
using Fw24.Audit.Records;
using Fw24.Audit.States;
using Fw24.Changes.Marks;
using Fw24.Items.Values;
using Fw24.Model;

namespace Fw24.Audit.Restoring;

/// <summary>Plans what brings an item back to what its trail shows.</summary>
/// <typeparam name="T">The entity.</typeparam>
/// <param name="reader">The trail.</param>
/// <param name="entity">The entity.</param>
internal sealed class RestorePlanner<T>(TrailReader reader, EntityModel<T> entity)
    where T : class
{
    // The item names each of them.
    private const int MaxUndone = 100;

    private readonly RestorableAttributes _attributes = new(reader.Source.Table, entity);

    /// <summary>Plans to bring an item, or some properties of it, back to a time.</summary>
    /// <param name="at">The time: the end of its second.</param>
    /// <param name="properties">The properties; <see langword="null"/> for the item.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="NotSupportedException">The store cannot find the records of an item, or the reader has no table.</exception>
    /// <exception cref="ArgumentException">A property cannot be restored.</exception>
    public async Task<ItemRestore<T>> RestoreAsync(
        DateTimeOffset at, IReadOnlyList<ItemField>? properties, CancellationToken cancellationToken)
    {
        var names = properties is null ? null : NamesOf(properties);
        var item = await reader.ReadPresentAsync(cancellationToken).ConfigureAwait(false);
        var (history, isAtEnd) = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var then = history.At(at);
        var left = names is null ? LeftOf(item, then) : [];
        var unknown = Unknown(item, then, names);
        var from = OriginOf(history, at);
        var refusal = RefusalOf(history, isAtEnd, at, item, then) ?? (names is null ? null : RefusalOf(item, then, unknown));
        return refusal is not null
            ? new ItemRestore<T>(reader, entity, _attributes, item, item, from) { Refusal = refusal, Left = left }
            : new ItemRestore<T>(reader, entity, _attributes, item, Target(item, then, names, unknown, history), from)
            {
                Left = [.. left.Concat(unknown.Select(static name => new LeftAttribute(name, LeftReason.NotKnown)))
                    .OrderBy(static one => one.Name, StringComparer.Ordinal)],
            };
    }

    /// <summary>Plans to undo changes of an item, the newest first.</summary>
    /// <param name="records">The records, in any order.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="NotSupportedException">The store cannot find the records of an item, or the reader has no table.</exception>
    public async Task<ItemRestore<T>> UndoAsync(IReadOnlyList<AuditEntry> records, CancellationToken cancellationToken)
    {
        var newestFirst = records.DistinctBy(static record => record.SequenceNumber)
            .OrderByDescending(static record => record.SequenceNumber, Comparer<string>.Create(SequenceNumber.Compare)).ToList();
        var item = await reader.ReadPresentAsync(cancellationToken).ConfigureAwait(false);
        var refusal = IsOther(item) ? $"the item is not a {entity.Name} now" : null;
        var own = newestFirst.FindAll(record => record.Entity == entity.Name && refusal is null);
        var secrets = await SecretsFaultAsync(own, item, cancellationToken).ConfigureAwait(false);
        var earlier = await EarlierAsync(own, item, cancellationToken).ConfigureAwait(false);
        var (target, undone) = new UndoneItem(_attributes, secrets, earlier).Undo(item, own);
        target = await WithLastVersionAsync(item, target, cancellationToken).ConfigureAwait(false);
        List<RecordUndo> all = [.. newestFirst.Select(record
            => undone.Find(undo => ReferenceEquals(undo.Record, record))
                ?? new RecordUndo(
                    record, UndoResult.Refused, refusal ?? $"the item was a {record.Entity} then, which is not a {entity.Name}"))];
        var done = all.FindAll(undo => undo.Result is UndoResult.Undone
            || (undo.Result is UndoResult.AlreadyUndone && earlier.Contains(undo.Record.SequenceNumber)))
            .ConvertAll(static undo => undo.Record);
        var origin = done is not [.., var oldest] ? null : new RestoredFrom(oldest.SequenceNumber, oldest.Time, IsBefore: true)
        {
            Undone = string.Join(' ', done.Select(static record => record.SequenceNumber)),
        };
        return new ItemRestore<T>(reader, entity, _attributes, item, Join(item, target), origin)
        {
            Records = all,
            Left = [.. newestFirst.Where(static record => !record.IsSnapshot).SelectMany(static record => record.Redacted ?? [])
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal).Select(static name => new LeftAttribute(name, LeftReason.Sensitive))],
            Refusal = done.Count > MaxUndone
                ? string.Create(
                    CultureInfo.InvariantCulture, $"{done.Count} changes of one item are undone {MaxUndone} at a time, the newest first.")
                : all.TrueForAll(static undo => undo.Result is UndoResult.Refused)
                ? string.Join(" ", all.Select(static undo => $"The change {undo.Record.EventId} is not undone: {undo.Reason}."))
                : null,
        };
    }

    private HashSet<string> NamesOf(IReadOnlyList<ItemField> properties)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in properties)
        {
            string[] stored = [field.Attribute, .. field.Aliases];
            foreach (var name in stored)
            {
                if (!_attributes.Contains(name))
                {
                    throw new ArgumentException(_attributes.ReasonOf(name) switch
                    {
                        LeftReason.Sensitive => $"{field.Name} is [Sensitive]: no record has its values, so none can be restored.",
                        LeftReason.NotAudited => $"{field.Name} is [AuditIgnore]: no record has its values, so none can be restored.",
                        LeftReason.Stamped => $"{field.Name} is determined by each write, so it cannot be restored.",
                        _ => $"{field.Name} is part of the key, which never changes.",
                    }, nameof(properties));
                }

                names.Add(name);
            }
        }

        return names.Count > 0 ? names : throw new ArgumentException("No property is to be restored.", nameof(properties));
    }

    private string? RefusalOf(TrailHistory history, bool? isAtEnd, DateTimeOffset at, ItemImage item, AuditedItem then)
        => then.Knowledge is ItemKnowledge.NotKnown ? then.Reason
            : isAtEnd is false && at >= history.Entries[^1].Time
                ? "A change of the item is not recorded yet, so what the item was at that time is not known. Plan it again later."
            : IsOther(item) ? $"The item is not a {entity.Name} now."
            : then.Knowledge is ItemKnowledge.Whole && IsOther(then.Item) ? $"The item was not a {entity.Name} at that time."
            : item.IsAbsent && then.Knowledge is ItemKnowledge.Partial
                ? $"The item does not exist, and is known only in part. {then.Reason}"
            : null;

    private static string? RefusalOf(ItemImage item, AuditedItem then, List<string> unknown)
        => item.IsAbsent ? "The item does not exist now: restore it whole."
            : then.Knowledge is ItemKnowledge.Absent ? "The item did not exist at that time."
            : unknown.Count > 0 ? $"It is not known what the item had as {string.Join(", ", unknown)}. {then.Reason}".TrimEnd()
            : null;

    private bool IsOther(ItemImage item) => !item.IsAbsent && !ReferenceEquals(reader.Source.Table.EntityOf(item), entity);

    // What the item has and may have had, and stays as it is.
    private List<LeftAttribute> LeftOf(ItemImage item, AuditedItem then)
    {
        var left = new List<LeftAttribute>();
        var names = ItemPart.NamesOf(item).Union(ItemPart.NamesOf(then.Known)).Union(then.Redacted).Union(reader.Hidden(entity.Name));
        foreach (var name in names)
        {
            if (_attributes.ReasonOf(name) is { } reason && !name.StartsWith("fw24:", StringComparison.Ordinal))
            {
                left.Add(new LeftAttribute(name, reason));
            }
        }

        left.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name));
        return left;
    }

    // The attributes to restore whose values at the time are not known.
    private List<string> Unknown(ItemImage item, AuditedItem then, HashSet<string>? names)
        => then.Knowledge is ItemKnowledge.NotKnown or ItemKnowledge.Absent ? []
            : [.. (names ?? ItemPart.NamesOf(item).Union(ItemPart.NamesOf(then.Known)).Union(then.KnownInPart)
                .ToHashSet(StringComparer.Ordinal))
                .Where(name => _attributes.Contains(name) && !then.TryGetValue(AttributePath.Of(name), out _))
                .Order(StringComparer.Ordinal)];

    private ItemImage Target(ItemImage item, AuditedItem then, HashSet<string>? names, List<string> unknown, TrailHistory history)
    {
        if (then.Knowledge is ItemKnowledge.Absent)
        {
            return default;
        }

        if (item.IsAbsent)
        {
            // With the last version that it had, not that of the time.
            var last = LastVersion(history);
            return ItemPart.Join(
                then.Item,
                name => _attributes.ReasonOf(name) is null or LeftReason.Stamped && (last.IsAbsent || name != entity.Version),
                last,
                static _ => true);
        }

        bool IsRestored(string name) => _attributes.Contains(name) && names?.Contains(name) is not false && !unknown.Contains(name);
        return ItemPart.Join(item, name => !IsRestored(name), then.Known, IsRestored);
    }

    // A removal that is undone may not have been the last one.
    private async ValueTask<ItemImage> WithLastVersionAsync(ItemImage item, ItemImage target, CancellationToken cancellationToken)
    {
        if (!item.IsAbsent || target.IsAbsent || entity.Version is null)
        {
            return target;
        }

        var (history, _) = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var last = LastVersion(history);
        return last.IsAbsent ? target : ItemPart.Join(target, name => name != entity.Version, last, static _ => true);
    }

    private ItemImage LastVersion(TrailHistory history)
    {
        var removal = history.Entries.LastOrDefault(static entry => entry.Operation is ChangeOperations.Remove);
        var version = entity.Version is { } name ? removal?.Changes.FirstOrDefault(change => change.Path == AttributePath.Of(name)) : null;
        return version is { Old.IsEmpty: false } ? ItemPart.Single(entity.Version!, version.Old) : default;
    }

    // The item with what undoing leaves of it.
    private ItemImage Join(ItemImage item, ItemImage target)
        => target.IsAbsent ? default
            : item.IsAbsent ? target
            : ItemPart.Join(item, name => !_attributes.Contains(name), target, _attributes.Contains);

    // A deletion takes sensitive values with it, of which no record says what they were.
    private async ValueTask<string?> SecretsFaultAsync(List<AuditEntry> records, ItemImage item, CancellationToken cancellationToken)
    {
        if (item.IsAbsent || entity.Sensitive.Count == 0 || records.Find(IsInsert) is not { } insert)
        {
            return null;
        }

        var (history, isAtEnd) = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var later = history.Entries.FirstOrDefault(entry => SequenceNumber.Compare(entry.SequenceNumber, insert.SequenceNumber) > 0
            && entry is { IsSnapshot: false, Redacted: not { Count: 0 } }
            && !records.Exists(record => record.SequenceNumber == entry.SequenceNumber));
        return later is not null ? $"sensitive attributes may have changed since, as the record {later.EventId} says"
            : isAtEnd is false ? "a change of the item is not recorded yet, which may be one of sensitive attributes"
            : isAtEnd is null && !reader.IsSettled
                ? "sensitive attributes may have changed since, because this store cannot tell whether all changes are recorded: if they "
                + "are, plan it with the item's trail, and Settled()"
            : Unrecorded() is { } names ? $"no record says that it got the sensitive attributes that it has: {names}"
            : null;

        // Neither digests nor versions need tell of a change of secrets alone whose record is missing.
        string? Unrecorded()
        {
            var known = records.SelectMany(static record => record.Redacted ?? []).ToHashSet(StringComparer.Ordinal);
            var got = ItemPart.NamesOf(item).Where(name => _attributes.ReasonOf(name) is LeftReason.Sensitive && !known.Contains(name));
            return insert.Redacted is not null && got.Order(StringComparer.Ordinal).ToList() is { Count: > 0 } some
                ? string.Join(", ", some)
                : null;
        }

        static bool IsInsert(AuditEntry record) => record.Operation is ChangeOperations.Insert;
    }

    // The changes that an earlier run has undone, as the item says or, if that run has deleted it, its last record.
    private async ValueTask<HashSet<string>> EarlierAsync(List<AuditEntry> records, ItemImage item, CancellationToken cancellationToken)
    {
        var restored = WriteReason.RestoredIn(item);
        if (item.IsAbsent && records.Count > 0)
        {
            var (history, _) = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            restored = history.Entries is [.., var last] ? last.Restored : null;
        }

        return [.. (restored?.Undone ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static RestoredFrom? OriginOf(TrailHistory history, DateTimeOffset at)
    {
        if (history.Entries is not [var first, ..])
        {
            return null;
        }

        var last = history.Entries.LastOrDefault(entry => entry.Time <= at);
        return last is null
            ? new RestoredFrom(first.SequenceNumber, first.Time, IsBefore: true)
            : new RestoredFrom(last.SequenceNumber, last.Time, IsBefore: false);
    }
}
