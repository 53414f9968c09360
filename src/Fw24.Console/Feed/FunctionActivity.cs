using Fw24.Local.Functions;

namespace Fw24.Console.Feed;

/// <summary>The latest invocations of a function, and figures of all of them. Guarded by the cloud's gate.</summary>
internal sealed class FunctionActivity
{
    /// <summary>The number of invocations kept.</summary>
    public const int Kept = 100;

    private readonly LinkedList<InvocationEntry> _latest = new();

    public long Invocations { get; private set; }

    public long Throttles { get; private set; }

    /// <summary>The number of invocations that failed as a whole, and of records and messages that failed.</summary>
    public long Failures { get; private set; }

    public int Running { get; private set; }

    public TimeSpan TotalDuration { get; private set; }

    public TimeSpan LongestDuration { get; private set; }

    public DateTimeOffset? LastAt { get; private set; }

    /// <summary>The latest invocations, the newest first.</summary>
    public IEnumerable<InvocationEntry> Latest => _latest;

    public void Begin(InvocationEntry entry)
    {
        if (_latest.Count == Kept)
        {
            _latest.RemoveLast();
        }

        _latest.AddFirst(entry);
        Invocations++;
        Running++;
        LastAt = entry.StartedAt;
    }

    public void End(InvocationEntry entry)
    {
        Running--;
        var isThrottle = entry.End is InvocationEnd.Throttled;
        Throttles += isThrottle ? 1 : 0;
        Failures += (isThrottle || entry.End is InvocationEnd.Answered ? 0 : 1) + entry.Failed + entry.Parked;
        var duration = entry.Duration ?? TimeSpan.Zero;
        TotalDuration += duration;
        LongestDuration = duration > LongestDuration ? duration : LongestDuration;
    }

    public void Log(string line) => _latest.First?.Value.Log(line);
}
