using Fw24.Audit.Reading;
using Fw24.Audit.States;

namespace Fw24.Audit;

/// <summary>
/// The audit trail of an item: its changes, its state at any time, and what is missing. Nothing is read before one of them is asked for.
/// </summary>
/// <remarks>
/// <inheritdoc cref="ItemTrail{T, TFields}" path="/remarks/node()"/>
/// </remarks>
public sealed class ItemTrail
{
    private readonly TrailReader _reader;

    internal ItemTrail(TrailReader reader) => _reader = reader;

    /// <summary>Gets the item's records, as a query.</summary>
    /// <returns>The query: all records, the oldest first.</returns>
    public AuditQuery Changes() => new([_reader.Source], new AuditSelection { Key = _reader.Key });

    /// <summary>Gets the same trail with the time since when the table's changes are recorded and kept.</summary>
    /// <remarks><inheritdoc cref="ItemTrail{T, TFields}.RecordedSince" path="/remarks/node()"/></remarks>
    /// <param name="time">The time.</param>
    /// <returns>The trail with that time.</returns>
    public ItemTrail RecordedSince(DateTimeOffset time) => new(_reader with { Since = time });

    /// <summary>Gets the same trail on the assumption that every change of the item is recorded by now.</summary>
    /// <remarks><inheritdoc cref="ItemTrail{T, TFields}.Settled" path="/remarks/node()"/></remarks>
    /// <returns>The trail with that assumption.</returns>
    public ItemTrail Settled() => new(_reader with { IsSettled = true });

    /// <summary>Rebuilds the item as it was at the end of a second.</summary>
    /// <param name="at">The time; <see cref="DateTimeOffset.MaxValue"/> for the state after the last record.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The state, with what is known of it.</returns>
    /// <exception cref="NotSupportedException">
    /// The audit's store cannot find the records of an item; the message says which can.
    /// </exception>
    public async Task<ItemState> StateAsync(DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var (history, _) = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return StateOf(history, at);
    }

    /// <summary>Compares the item at two times.</summary>
    /// <param name="from">The first time.</param>
    /// <param name="to">The second time. Default: after the last record.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>Both states, and their differences as far as they are known.</returns>
    /// <exception cref="NotSupportedException">
    /// The audit's store cannot find the records of an item; the message says which can.
    /// </exception>
    public async Task<ItemDifference<ItemState>> DifferenceAsync(
        DateTimeOffset from, DateTimeOffset? to = null, CancellationToken cancellationToken = default)
    {
        var (history, _) = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return new ItemDifference<ItemState>(StateOf(history, from), StateOf(history, to ?? DateTimeOffset.MaxValue), _reader.KeyNames);
    }

    /// <summary>Reads whether the trail is whole, and which spans of the item's history are not known.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The report.</returns>
    /// <exception cref="NotSupportedException">
    /// The audit's store cannot find the records of an item; the message says which can.
    /// </exception>
    public Task<TrailReport> ReportAsync(CancellationToken cancellationToken = default) => _reader.ReportAsync(cancellationToken);

    private ItemState StateOf(TrailHistory history, DateTimeOffset at)
        => new(at, _reader.Key, history.At(at), _reader.Hidden(null));
}
