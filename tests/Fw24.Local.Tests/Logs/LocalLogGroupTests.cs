using Amazon.Runtime;
using Fw24.Audit.Sinks;
using Fw24.Local.Logs;
using Fw24.Local.Resources;
using Fw24.Local.Tests.Harness;

namespace Fw24.Local.Tests.Logs;

public sealed class LocalLogGroupTests : IAsyncDisposable
{
    private readonly LocalCloud _cloud = Cloud.Create(Cloud.Topology(logGroups:
    [
        new LogGroupResource { Name = "kept" },
        new LogGroupResource { Name = "week", RetentionDays = 7 },
    ]));

    public LocalLogGroupTests()
    {
        Kept.CreateStream("stream");
        Kept.CreateStream("stream");
        _cloud.LogGroups["week"].CreateStream("stream");
    }

    private LocalLogGroup Kept => _cloud.LogGroups["kept"];

    private DateTimeOffset Now => _cloud.Time.GetUtcNow();

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public void Events_are_stored_in_order()
    {
        Assert.Equal(default, Kept.Put("stream", [Event(Now.AddHours(-1), "a"), Event(Now.AddHours(-1), "b"), Event(Now, "c")]));
        Assert.Equal(["a", "b", "c"], Kept.Events.Select(static stored => stored.Text));
        Assert.Equal(Now, Kept.Events[0].IngestedAt);
        Assert.Equal(3, _cloud.Report().Audited);
    }

    [Fact]
    public void H19_a_call_is_refused_as_a_whole()
    {
        AssertRefused("ResourceNotFoundException", [Event(Now, "a")], "other");
        AssertRefused("InvalidParameterException", []);
        AssertRefused("InvalidParameterException", [Event(Now, "a"), Event(Now.AddMilliseconds(-1), "b")]);
        AssertRefused("InvalidParameterException", [Event(Now, "")]);
        AssertRefused("InvalidParameterException", [Event(Now.AddHours(-24).AddMilliseconds(-1), "a"), Event(Now, "b")]);
        AssertRefused("InvalidParameterException", [.. Enumerable.Repeat(Event(Now, "a"), LocalLogGroup.MaxEvents + 1)]);
        AssertRefused("InvalidParameterException", [Event(Now, new string('x', LocalLogGroup.MaxBytes - LocalLogGroup.EventOverhead + 1))]);
        AssertRefused("InvalidParameterException", [Event(Now, new string('x', 500_000)), Event(Now, new string('x', LocalLogGroup.MaxBytes - 500_000 - (2 * LocalLogGroup.EventOverhead) + 1))]);
        Assert.Empty(Kept.Events);

        Kept.Put("stream", [Event(Now.AddHours(-24), "a"), Event(Now, "b")]);
        Kept.Put("stream", [.. Enumerable.Repeat(Event(Now, "a"), LocalLogGroup.MaxEvents)]);
        Kept.Put("stream", [Event(Now, new string('x', LocalLogGroup.MaxBytes - LocalLogGroup.EventOverhead))]);
        Assert.Equal(2 + LocalLogGroup.MaxEvents + 1, Kept.Events.Count);
    }

    [Fact]
    public void H19_events_too_old_or_too_new_are_rejected_though_the_call_succeeds()
    {
        var old = Kept.Put("stream", [Event(Now.AddDays(-14).AddSeconds(-2), "a"), Event(Now.AddDays(-14).AddSeconds(-1), "b"), Event(Now.AddDays(-14), "c")]);
        Assert.Equal(new RejectedLogEvents(2, null, null), old);
        var @new = Kept.Put("stream", [Event(Now, "d"), Event(Now.AddHours(2), "e"), Event(Now.AddHours(2).AddSeconds(1), "f"), Event(Now.AddHours(2).AddSeconds(2), "g")]);
        Assert.Equal(new RejectedLogEvents(null, null, 2), @new);
        var expired = _cloud.LogGroups["week"].Put("stream", [Event(Now.AddDays(-7).AddSeconds(-1), "h"), Event(Now.AddDays(-7), "i")]);
        Assert.Equal(new RejectedLogEvents(null, 1, null), expired);

        Assert.Equal(["c", "d", "e"], Kept.Events.Select(static stored => stored.Text));
        Assert.Equal(["i"], _cloud.LogGroups["week"].Events.Select(static stored => stored.Text));
    }

    [Fact]
    public async Task Events_are_gone_when_the_retention_is_over()
    {
        var week = _cloud.LogGroups["week"];
        week.Put("stream", [Event(Now, "a")]);
        await _cloud.AdvanceAsync(TimeSpan.FromDays(6), Cloud.Cancelled);
        week.Put("stream", [Event(Now, "b")]);
        await _cloud.AdvanceAsync(TimeSpan.FromDays(2), Cloud.Cancelled);
        Assert.Equal(["b"], week.Events.Select(static stored => stored.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a:b")]
    [InlineData("a*b")]
    public void A_log_streams_name_is_checked(string name)
        => Assert.Equal("InvalidParameterException", Assert.Throws<AmazonServiceException>(() => Kept.CreateStream(name)).ErrorCode);

    private static LogEvent Event(DateTimeOffset timestamp, string message) => new(timestamp, Cloud.Bytes(message));

    private void AssertRefused(string code, LogEvent[] events, string stream = "stream")
        => Assert.Equal(code, Assert.Throws<AmazonServiceException>(() => Kept.Put(stream, events)).ErrorCode);
}
