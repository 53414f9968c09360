using Fw24.Invocations;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Hosting;

public sealed class InvocationDeadlineTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(900_000, 899_500)]
    [InlineData(30_000, 29_500)]
    [InlineData(5_000, 4_500)]
    [InlineData(3_000, 2_700)]
    [InlineData(1_000, 900)]
    public void H30_work_stops_shortly_before_the_deadline(int timeoutMs, int stopsAfterMs)
    {
        using var deadline = Until(_time.GetUtcNow().AddMilliseconds(timeoutMs), TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromMilliseconds(stopsAfterMs - 1));
        Assert.False(deadline.Token.IsCancellationRequested);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(deadline.Token.IsCancellationRequested);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1_000)]
    public void H30_no_work_begins_after_the_deadline(int leftMs)
    {
        using var deadline = Until(_time.GetUtcNow().AddMilliseconds(leftMs), TestContext.Current.CancellationToken);

        Assert.True(deadline.Token.IsCancellationRequested);
    }

    [Fact]
    public void Without_a_deadline_only_the_host_ends_the_work()
    {
        using var host = new CancellationTokenSource();
        using var never = Until(DateTimeOffset.MaxValue, host.Token);
        using var far = Until(_time.GetUtcNow().AddYears(1), host.Token);

        _time.Advance(TimeSpan.FromDays(40));
        Assert.False(never.Token.IsCancellationRequested || far.Token.IsCancellationRequested);
        host.Cancel();
        Assert.True(never.Token.IsCancellationRequested && far.Token.IsCancellationRequested);
    }

    [Fact]
    public void H30_a_host_that_gives_up_ends_the_work_before_the_deadline()
    {
        using var host = new CancellationTokenSource();
        using var deadline = Until(_time.GetUtcNow().AddMinutes(1), host.Token);

        host.Cancel();
        Assert.True(deadline.Token.IsCancellationRequested);
    }

    private InvocationDeadline Until(DateTimeOffset deadline, CancellationToken host)
        => new(new InvocationContext { RequestId = "r-1", FunctionName = "orders-stream", Deadline = deadline }, _time, host);
}
