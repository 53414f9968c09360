using Fw24.Audit.Reading;
using Fw24.Audit.Records;
using Fw24.Changes.Marks;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Audit.States;

/// <summary>Reads the trail of an item.</summary>
/// <param name="Source">The table.</param>
/// <param name="Key">The item's key, its partition key first.</param>
internal sealed record TrailReader(AuditSource Source, ItemImage Key)
{
    /// <summary>The time since when the table's changes are recorded and kept; <see langword="null"/> if not known.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Indicates whether every change of the item is taken to be recorded.</summary>
    public bool IsSettled { get; init; }

    /// <summary>The attributes whose values no record of an entity shows.</summary>
    /// <param name="entity">The entity's name.</param>
    public IReadOnlyList<string> Hidden(string entity)
    {
        var names = new List<string>();
        foreach (var one in Source.Table.Entities)
        {
            if (one.Name == entity)
            {
                names.AddRange(one.Sensitive.Select(static sensitive => sensitive.Name));
                names.AddRange(one.AuditIgnored);
            }
        }

        return [.. names.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The table's key attributes in UTF-8.</summary>
    public byte[][] KeyNames => AuditKey.NamesOf(Source.Table);

    /// <summary>Reads the history.</summary>
    /// <exception cref="NotSupportedException">The store cannot find the records of an item.</exception>
    public ValueTask<(TrailHistory History, bool? IsAtEnd)> ReadAsync(CancellationToken cancellationToken)
    {
        Source.Store.Check(new AuditSelection { Key = Key });
        return ReadAsync(null, cancellationToken);
    }

    /// <summary>Reads the history of a log.</summary>
    /// <param name="log">At least the item's records; <see langword="null"/> to read them.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async ValueTask<(TrailHistory History, bool? IsAtEnd)> ReadAsync(AuditLog? log, CancellationToken cancellationToken)
    {
        log ??= await Source.Store.ReadItemAsync(Key, cancellationToken).ConfigureAwait(false);
        var identity = AuditKey.Identity(Key);
        var own = new AuditLog(
            [.. log.Entries.Where(entry => entry.Table == Source.Table.Name && AuditKey.Identity(entry.Key) == identity)],
            [.. log.Gaps.Where(gap => gap.Table == Source.Table.Name && AuditKey.Identity(gap.Key) == identity)]);
        var trail = AuditTrail.Gather(own) is [var only] ? only : null;
        if (trail is null || Source.Items is not { } items)
        {
            return (new TrailHistory(Source.Table.Name, trail, null, Since), null);
        }

        var item = await items.GetAsync(Source.Name, Key, cancellationToken).ConfigureAwait(false);
        var isAtEnd = await Source.Store.IsAtEndAsync(Key, item, trail.Entries[^1].SequenceNumber, cancellationToken).ConfigureAwait(false);
        var present = isAtEnd ?? IsSettled ? PresentOf(item, trail) : null;
        return (new TrailHistory(Source.Table.Name, trail, present, Since), isAtEnd);
    }

    // Each entity whose records there are hides its own: another one of the table may show what it does not.
    private PresentItem PresentOf(ItemImage item, AuditTrail trail)
    {
        var names = trail.Entries.Select(static entry => entry.Entity).ToHashSet(StringComparer.Ordinal);
        if (!item.IsAbsent)
        {
            names.Add(Source.Table.EntityOf(item)?.Name ?? ChangeMessage.Unmodelled);
        }

        HashSet<string> hidden = [DeletionMark.Attribute, WriteReason.Attribute, BackfillMark.Attribute];
        foreach (var name in names)
        {
            hidden.UnionWith(Source.Table.SensitiveNames.Names.Where(
                attribute => !Source.Table.ClearAttributes.Contains(new ClearAttributeModel(name, attribute))));
            if (Source.Table.Entities.FirstOrDefault(entity => entity.Name == name) is { } entity)
            {
                hidden.UnionWith(entity.Sensitive.Select(static sensitive => sensitive.Name));
                hidden.UnionWith(entity.AuditIgnored);
            }
        }

        return new PresentItem(ItemPart.Of(item, name => !hidden.Contains(name)), hidden);
    }

    /// <summary>Gets the state of the item as an entity.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="at">The time.</param>
    /// <param name="item">The item at that time.</param>
    /// <param name="entity">The entity.</param>
    public ItemState<T> StateOf<T>(DateTimeOffset at, AuditedItem item, EntityModel<T> entity)
        where T : class
        => new(at, Key, item, Hidden(entity.Name), Source.Table, entity);

    /// <summary>Reads the item as its table has it; absent if it does not exist.</summary>
    /// <exception cref="NotSupportedException">The reader has no table.</exception>
    public ValueTask<ItemImage> ReadPresentAsync(CancellationToken cancellationToken)
        => Source.Items is { } items
            ? items.GetAsync(Source.Name, Key, cancellationToken)
            : throw new NotSupportedException(
                $"A reader of lines knows nothing of the items of {Source.Table.Name}, so it cannot plan what to write to them. Use the reader "
                + "of the app's services, or new AuditReader(…).");

    /// <summary>Reads what is missing.</summary>
    /// <exception cref="NotSupportedException">The store cannot find the records of an item.</exception>
    public async Task<TrailReport> ReportAsync(CancellationToken cancellationToken)
    {
        var (history, isAtEnd) = await ReadAsync(cancellationToken).ConfigureAwait(false);
        return new TrailReport
        {
            Records = history.Entries.Count,
            HasBeginning = history.HasBeginning,
            IsAtEnd = isAtEnd,
            Unknown = history.Unknown(),
            Conflicts = history.Conflicts,
        };
    }
}
