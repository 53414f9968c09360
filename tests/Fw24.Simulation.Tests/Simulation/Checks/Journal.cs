using Fw24.Local.Tables;

namespace Fw24.Simulation.Checks;

/// <summary>The changes of a table: all records of its stream except audit rows.</summary>
internal sealed class Journal
{
    private readonly Dictionary<string, RecordedChange> _byId = new(StringComparer.Ordinal);

    private Journal(LocalTable table) => Table = table;

    /// <summary>The table.</summary>
    public LocalTable Table { get; }

    /// <summary>The changes, shard by shard in order.</summary>
    public List<RecordedChange> Changes { get; } = [];

    /// <summary>Reads a table's stream.</summary>
    public static async Task<Journal> ReadAsync(LocalTable table, CancellationToken cancellationToken)
    {
        var journal = new Journal(table);
        var stream = table.Stream!;
        foreach (var shard in await stream.GetShardsAsync(cancellationToken))
        {
            var position = await stream.GetPositionAsync(shard.ShardId, StreamStartingPosition.TrimHorizon, cancellationToken);
            foreach (var record in (await stream.ReadAsync(position, int.MaxValue, cancellationToken)).Records)
            {
                if (RecordedChange.Read(record, shard.ShardId) is { } change)
                {
                    journal.Changes.Add(change);
                    journal._byId.Add(change.EventId, change);
                }
            }
        }

        return journal;
    }

    /// <summary>Finds the change with an event id; <see langword="null"/> if it was not found.</summary>
    public RecordedChange? Find(string eventId) => _byId.GetValueOrDefault(eventId);

    /// <summary>Gets the changes in a range of a shard, both ends inclusive.</summary>
    public IEnumerable<RecordedChange> Range(string shardId, string first, string last)
    {
        var (from, to) = (UInt128.Parse(first, null), UInt128.Parse(last, null));
        return Changes.Where(change => change.ShardId == shardId && change.Order >= from && change.Order <= to);
    }
}
