namespace Fw24.Local.Scheduling;

/// <summary>A clock that only the loop advances.</summary>
/// <param name="loop">The loop.</param>
/// <param name="start">The start time.</param>
internal sealed class VirtualTimeProvider(EventLoop loop, DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(loop, callback, state, Activity.Current);
        timer.Change(dueTime, period);
        return timer;
    }

    internal void MoveTo(long ticks) => Volatile.Write(ref _ticks, ticks);
}
