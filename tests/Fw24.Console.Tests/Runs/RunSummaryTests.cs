using System.Text;
using Fw24.Console.Runs;

namespace Fw24.Console.Tests.Runs;

/// <summary>Two runs are compared as far as both have come.</summary>
public sealed class RunSummaryTests
{
    [Theory]
    [InlineData("1a 4b 9c", "1a 4b 9c", null)]
    [InlineData("1a 4b 9c", "1a 4b", null)]
    [InlineData("1a 4b 9c", "1a 4b end", 9L)]
    [InlineData("1a 4b end", "1a 4b 9c", 9L)]
    [InlineData("1a 4b", "1a 4x", 4L)]
    [InlineData("1a 4b", "1a 3b", 3L)]
    [InlineData("1a 3b", "1a 4b", 3L)]
    [InlineData("1a 4b 6c", "1a 4b 5c", 5L)]
    [InlineData("", "1a", null)]
    [InlineData("end", "1a", 1L)]
    [InlineData("end", "end", null)]
    public void The_first_event_that_differs_is_found(string one, string other, long? expected)
    {
        Assert.Equal(expected, Take(one).DifferenceFrom(Take(other)));
        Assert.Equal(expected, Take(other).DifferenceFrom(Take(one)));
    }

    [Fact]
    public void What_is_reported_in_an_event_its_time_and_its_place_count()
    {
        (int Seconds, string Where, string Content)[] reports
            = [(1, "orders", "a"), (2, "orders", "a"), (1, "products", "a"), (1, "orders", "b")];
        var summaries = Array.ConvertAll(reports, static report =>
        {
            var digest = new RunDigest();
            digest.Add(7, DateTimeOffset.UnixEpoch, "orders", "the same"u8);
            var at = DateTimeOffset.UnixEpoch.AddSeconds(report.Seconds);
            digest.Add(7, at, report.Where, Encoding.UTF8.GetBytes(report.Content));
            return digest.Take(7, isWhole: true);
        });
        Assert.Null(summaries[0].DifferenceFrom(summaries[0]));
        Assert.All(summaries[1..], summary => Assert.Equal(7, summary.DifferenceFrom(summaries[0])));
    }

    [Fact]
    public void The_event_of_a_change_is_found_by_its_number()
    {
        var digest = new RunDigest();
        digest.AddChange(3);
        digest.AddChange(9);
        var summary = digest.Take(9, isWhole: false);
        Assert.Equal((3, 9, null, null), (summary.EventOf(1), summary.EventOf(2), summary.EventOf(3), summary.EventOf(0)));
    }

    // The number of an event and what was reported in it; "end" if the script has ended.
    private static RunSummary Take(string run)
    {
        var parts = run.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var events = parts.Where(static part => part != "end")
            .Select(static part => ((long)(part[0] - '0'), (ulong)part[1]))
            .ToList();
        return new RunSummary(events.Count == 0 ? 0 : events[^1].Item1, parts.Contains("end"), events, []);
    }
}
