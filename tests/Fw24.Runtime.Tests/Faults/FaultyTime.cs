namespace Fw24.Runtime.Tests.Faults;

/// <summary>A clock whose calls may throw.</summary>
internal sealed class FaultyTime(TimeProvider inner, Fuse fuse) : TimeProvider
{
    public override long TimestampFrequency => inner.TimestampFrequency;

    public override long GetTimestamp()
    {
        fuse.Pass(Seam.Timestamp);
        return inner.GetTimestamp();
    }

    public override DateTimeOffset GetUtcNow()
    {
        fuse.Pass(Seam.UtcNow);
        return inner.GetUtcNow();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        fuse.Pass(Seam.Timer);
        var timer = inner.CreateTimer(callback, state, dueTime, period);

        // The timer of a pause is disposed by .NET's own code, on the timer's thread.
        return dueTime > TimeSpan.FromSeconds(10) ? new Timer(timer, fuse) : timer;
    }

    private sealed class Timer(ITimer inner, Fuse fuse) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(dueTime, period);

        public void Dispose()
        {
            inner.Dispose();
            fuse.Pass(Seam.TimerEnd);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
