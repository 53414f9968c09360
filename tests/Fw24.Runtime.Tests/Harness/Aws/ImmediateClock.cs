namespace Fw24.Runtime.Tests.Harness.Aws;

/// <summary>A clock whose delays end at once.</summary>
internal sealed class ImmediateClock : TimeProvider
{
    private int _pauses;

    /// <summary>The number of delays.</summary>
    public int Pauses => _pauses;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _pauses);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
