using System.Runtime.CompilerServices;
using Fw24.Audit.Reading;

namespace Fw24.Audit;

/// <summary>
/// A read of audit records: <see cref="AuditQuery"/> or <see cref="AuditQuery{TFields}"/>. Nothing is read before the records or a page are
/// asked for.
/// </summary>
/// <remarks>
/// <para>
/// Instances do not change, and may be used by several threads and several times. The members that return a read may be called in any
/// order. Conditions of
/// several calls are required together.
/// </para>
/// <para>
/// The records of an item are in the order of its changes; those of several items in the order of their times, which DynamoDB states in
/// seconds, then of their
/// sequence numbers. A record that was stored twice is returned once.
/// </para>
/// </remarks>
/// <typeparam name="TRead">The kind of read.</typeparam>
public abstract class AuditRead<TRead> : IAsyncEnumerable<AuditEntry>
    where TRead : AuditRead<TRead>
{
    private readonly int? _take;

    private protected AuditRead(IReadOnlyList<AuditSource> sources, AuditSelection selection, int? take)
        => (Sources, Selection, _take) = (sources, selection, take);

    internal IReadOnlyList<AuditSource> Sources { get; }

    internal AuditSelection Selection { get; }

    internal int? Limit => _take;

    /// <summary>Reverses the order: the newest record comes first.</summary>
    /// <returns>The read in that order.</returns>
    public TRead Descending() => With(Selection with { Descending = true });

    /// <summary>Requires that the change happened at a time or later.</summary>
    /// <param name="time">The earliest time, inclusive. Records have a resolution of one second.</param>
    /// <returns>The read with that condition.</returns>
    /// <exception cref="ArgumentException">The latest time is before it.</exception>
    public TRead From(DateTimeOffset time) => With(InOrder(Selection with { From = Selection.From > time ? Selection.From : time }));

    /// <summary>Requires that the change happened at a time or earlier.</summary>
    /// <param name="time">The latest time, inclusive. Records have a resolution of one second.</param>
    /// <returns>The read with that condition.</returns>
    /// <exception cref="ArgumentException">The earliest time is after it.</exception>
    public TRead To(DateTimeOffset time) => With(InOrder(Selection with { To = Selection.To < time ? Selection.To : time }));

    /// <summary>Requires that the change happened between two times.</summary>
    /// <param name="from">The earliest time, inclusive.</param>
    /// <param name="to">The latest time, inclusive.</param>
    /// <returns>The read with that condition.</returns>
    /// <exception cref="ArgumentException">The latest time is before the earliest.</exception>
    public TRead Between(DateTimeOffset from, DateTimeOffset to) => From(from).To(to);

    /// <summary>Requires that an actor made the change, as far as the record can tell.</summary>
    /// <remarks>
    /// These are the records of <see cref="AuditActorKind.Writer"/>, and of <see cref="AuditActorKind.Unchanged"/>, which may be by one who
    /// gave no name. A
    /// removal that names the item's <see cref="AuditActorKind.LastWriter"/> was not necessarily his:
    /// <c>By("u-7").By(AuditActorKind.LastWriter)</c> returns those.
    /// </remarks>
    /// <param name="actor">The actor's name.</param>
    /// <returns>The read with that condition.</returns>
    /// <exception cref="ArgumentException">An earlier call requires another actor.</exception>
    public TRead By(string actor)
    {
        ArgumentException.ThrowIfNullOrEmpty(actor);
        return (Selection.Actor ?? actor) == actor
            ? With(Selection with { Actor = actor })
            : throw new ArgumentException("The read has another actor, and a change has one.", nameof(actor));
    }

    /// <summary>
    /// Requires relations of the actor to the change. <c>By(AuditActorKind.Unchanged, AuditActorKind.Unknown)</c>: changes by one who gave
    /// no name are among them.
    /// </summary>
    /// <param name="kinds">The relations: one of them is required.</param>
    /// <returns>The read with that condition.</returns>
    /// <exception cref="ArgumentException">There is none, or none that an earlier call allows.</exception>
    public TRead By(params AuditActorKind[] kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        List<AuditActorKind> both = [.. kinds.Where(kind => Selection.ActorKinds.Count == 0 || Selection.ActorKinds.Contains(kind))];
        return both.Count > 0
            ? With(Selection with { ActorKinds = both })
            : throw new ArgumentException("No relation is left: name one at least, and one of those of an earlier call.", nameof(kinds));
    }

    /// <summary>Requires operations.</summary>
    /// <param name="operations">The operations: one of them is required.</param>
    /// <returns>The read with that condition.</returns>
    public TRead Operations(ChangeOperations operations) => With(Selection with { Operations = Selection.Operations & operations });

    /// <summary>Requires that an attribute changed, in whole or in part.</summary>
    /// <remarks>
    /// An insert and a removal change the attributes that the item has. A sensitive attribute is known to have changed, too, without its
    /// values: a record
    /// of the schema <c>fw24.audit/1</c>, which does not name them, is returned because it may have changed one.
    /// </remarks>
    /// <param name="attribute">The attribute's name.</param>
    /// <returns>The read with that condition.</returns>
    /// <exception cref="ArgumentException">No record shows the attribute: it is one of the key, or not audited.</exception>
    public TRead Changed(string attribute)
    {
        ArgumentException.ThrowIfNullOrEmpty(attribute);
        if (Sources.All(source => source.Table.PartitionKey.Name == attribute || source.Table.SortKey?.Name == attribute))
        {
            throw new ArgumentException($"{attribute} is an attribute of the key, which never changes.", nameof(attribute));
        }

        if (Sources.All(source => source.Table.Entities.All(entity => entity.AuditIgnored.Contains(attribute))))
        {
            throw new ArgumentException($"{attribute} is [AuditIgnore]: no record shows its changes.", nameof(attribute));
        }

        var isSensitive = Sources.Any(
            source => source.Table.Entities.Any(entity => entity.Sensitive.Any(sensitive => sensitive.Name == attribute)));
        return With(Selection with { Changed = [.. Selection.Changed, (new AttributeFilter([attribute]), isSensitive)] });
    }

    /// <summary>
    /// Returns a record as often as it is stored, instead of once. A store that does not compare what it stores (CloudWatch Logs) has
    /// records twice if their change was delivered twice, of which an <see cref="AuditVerifier"/> needs both.
    /// </summary>
    /// <returns>The read with all records. It has no pages.</returns>
    public TRead AsStored() => With(Selection with { IsAsStored = true });

    /// <summary>Sets the maximum number of records returned.</summary>
    /// <param name="count">The number: 0 or more.</param>
    /// <returns>The read with that limit.</returns>
    public TRead Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return With(Selection, Math.Min(count, _take ?? count));
    }

    /// <summary>Gets the first record.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The record, or <see langword="null"/> if there is none.</returns>
    /// <exception cref="NotSupportedException">The audit's store cannot serve the read; the message says which can.</exception>
    public async Task<AuditEntry?> FirstOrDefaultAsync(CancellationToken cancellationToken = default)
    {
        await foreach (var entry in Take(1).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            return entry;
        }

        return null;
    }

    /// <summary>Reads all records.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The records.</returns>
    /// <exception cref="NotSupportedException">The audit's store cannot serve the read; the message says which can.</exception>
    public async Task<List<AuditEntry>> ToListAsync(CancellationToken cancellationToken = default)
    {
        var entries = new List<AuditEntry>();
        await foreach (var entry in this.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>Reads a page of exactly as many records as asked for, or of all that are left.</summary>
    /// <param name="size">The number of records: 1 or more.</param>
    /// <param name="token">The <see cref="TablePage{T}.NextToken"/> of the page before; <see langword="null"/> for the first page.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The page. Its <see cref="TablePage{T}.CapacityUnits"/> are 0.</returns>
    /// <exception cref="PageTokenException">
    /// The token was altered, or is one of another read: of another item, table, time, order or condition, or made with a key that is no
    /// longer configured.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// No <see cref="PageTokenKeys"/> are registered and the page has a token, or the read has a <see cref="Take"/>, or is
    /// <see cref="AsStored"/>.
    /// </exception>
    /// <exception cref="NotSupportedException">The audit's store cannot serve the read; the message says which can.</exception>
    public async Task<TablePage<AuditEntry>> ToPageAsync(int size, string? token = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        if (_take is not null)
        {
            throw new InvalidOperationException(
                "Audit records cannot be read in pages after Take: the size of a page is its own limit. Leave out Take.");
        }

        if (Selection.IsAsStored)
        {
            throw new InvalidOperationException(
                "Records as they are stored cannot be read in pages: the next page could not tell which of equal ones the last one had. "
                + "Enumerate them, or leave out AsStored.");
        }

        var identity = Selection.Identity(Sources.Select(static source => source.Name));
        var after = token is null ? null : AuditPosition.Parse(Keys().Open(token, identity));
        var entries = new List<AuditEntry>();
        await foreach (var entry in ReadAsync(after, Math.Min(size, int.MaxValue - 1) + 1, cancellationToken).ConfigureAwait(false))
        {
            if (entries.Count == size)
            {
                return new TablePage<AuditEntry>(entries, Keys().Seal(AuditPosition.Of(entries[^1]).ToContent(), identity), 0);
            }

            entries.Add(entry);
        }

        return new TablePage<AuditEntry>(entries, null, 0);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerator<AuditEntry> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var left = _take ?? int.MaxValue;
        if (left == 0)
        {
            yield break;
        }

        await foreach (var entry in ReadAsync(null, _take, cancellationToken).ConfigureAwait(false))
        {
            yield return entry;
            if (--left == 0)
            {
                yield break;
            }
        }
    }

    /// <summary>Refuses a read that an audit's store cannot serve.</summary>
    /// <exception cref="NotSupportedException">The message says which store can.</exception>
    internal void Check()
    {
        foreach (var source in Sources)
        {
            source.Store.Check(Selection);
        }
    }

    private static AuditSelection InOrder(AuditSelection selection) => selection is { From: { } from, To: { } to } && from > to
        ? throw new ArgumentException($"The latest time, {to:u}, is before the earliest, {from:u}.")
        : selection;

    private protected abstract TRead With(AuditSelection selection, int? take);

    private protected TRead With(AuditSelection selection) => With(selection, _take);

    private IAsyncEnumerable<AuditEntry> ReadAsync(AuditPosition? after, int? limit, CancellationToken cancellationToken)
    {
        Check();
        return Sources is [var only]
            ? only.ReadAsync(Selection, after, limit, cancellationToken)
            : MergeAsync(after, limit, cancellationToken);
    }

    // Holds one record of each table.
    private async IAsyncEnumerable<AuditEntry> MergeAsync(
        AuditPosition? after, int? limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sign = Selection.Descending ? -1 : 1;
        var reads = Sources.Select(source => source.ReadAsync(Selection, after, limit, cancellationToken));
        await foreach (var entry in Merged.ByOrder(
            reads, (left, right) => sign * AuditPosition.Of(left).CompareTo(AuditPosition.Of(right)), cancellationToken)
            .ConfigureAwait(false))
        {
            yield return entry;
        }
    }

    private PageTokenKeys Keys() => Sources[0].TokenKeys ?? throw new InvalidOperationException(
        "There are more audit records than the page has, but there is no key for a page token. Register keys: "
        + "services.AddSingleton(PageTokenKeys.Parse(configuration[\"PageTokenKeys\"]!)), with a secret of 32 bytes in base64.");
}
