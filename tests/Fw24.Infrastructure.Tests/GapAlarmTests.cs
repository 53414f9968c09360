using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>The alarm on missing records of an audit trail.</summary>
public sealed class GapAlarmTests(Synthesis synthesis)
{
    [Theory]
    [InlineData("own-key", "own-key people-audit")]
    [InlineData("fifo-same-table", "matrix orders-audit")]
    [InlineData("fifo-cloudwatch")]
    [InlineData("standard-own-table")]
    [InlineData("standard-same-table")]
    public void H32_There_is_one_where_the_sink_can_tell_and_changes_come_in_order(string app, params string[] expected)
    {
        var alarms = synthesis.Templates[app].OfType("AWS::CloudWatch::Alarm")
            .Select(static alarm => alarm.Value["Properties"]!)
            .Where(static alarm => (string?)alarm["MetricName"] is "GapsOpened")
            .ToList();

        Assert.All(alarms, static alarm => Assert.Equal("Fw24", (string?)alarm["Namespace"]));
        Assert.All(alarms, static alarm => Assert.Equal(["App", "Function"], alarm["Dimensions"]!.AsArray().Select(static dimension => (string)dimension!["Name"]!)));
        Assert.Equal(expected, alarms.Select(static alarm => string.Join(' ', alarm["Dimensions"]!.AsArray().Select(static dimension => dimension!["Value"]))));
    }
}
