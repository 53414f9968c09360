using System.Runtime.InteropServices;
using Fw24.Local.Scheduling;

namespace Fw24.Console.Runs;

/// <summary>Sums up what a run reports, event by event, to compare it with others. Guarded by the cloud's gate.</summary>
internal sealed class RunDigest
{
    private readonly List<(long Event, ulong Hash)> _hashes = [];
    private readonly List<long> _changes = [];
    private ulong _hash = StableHash.Offset;

    /// <summary>Adds a change.</summary>
    public void AddChange(long @event) => _changes.Add(@event);

    /// <summary>Adds a report.</summary>
    /// <param name="event">The number of the event.</param>
    /// <param name="at">The cloud's time.</param>
    /// <param name="where">What it is about.</param>
    /// <param name="content">What it is.</param>
    public void Add(long @event, DateTimeOffset at, string where, ReadOnlySpan<byte> content = default)
    {
        Add(MemoryMarshal.AsBytes(new ReadOnlySpan<long>([at.UtcTicks])));
        Add(MemoryMarshal.AsBytes(where.AsSpan()));
        Add(content);
        if (_hashes is [.., var last] && last.Event == @event)
        {
            _hashes[^1] = (@event, _hash);
        }
        else
        {
            _hashes.Add((@event, _hash));
        }
    }

    /// <summary>Takes what there is so far.</summary>
    /// <param name="reach">The number of events that have happened.</param>
    /// <param name="isWhole">Indicates whether the script has ended.</param>
    public RunSummary Take(long reach, bool isWhole) => new(reach, isWhole, [.. _hashes], [.. _changes]);

    private void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            _hash = StableHash.Add(_hash, value);
        }
    }
}
