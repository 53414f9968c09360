using System.Text;
using System.Text.Json;
using Fw24.Functions;
using Fw24.Lambda;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Lambda;

public sealed class EmbeddedMetricsTests : IDisposable
{
    private readonly MemoryStream _output = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 10, 5, 0, TimeSpan.Zero));
    private readonly LambdaConsole _console;

    public EmbeddedMetricsTests() => _console = new LambdaConsole(_output) { RequestId = "r-1" };

    private string[] Lines => Encoding.UTF8.GetString(_output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose() => _output.Dispose();

    [Fact]
    public void An_invocations_measurements_are_one_line()
    {
        using var metrics = new EmbeddedMetrics(_console, _time, "orders", "metrics-stream");
        var telemetry = new FunctionTelemetry("metrics-stream", _time);
        metrics.Begin();

        telemetry.Count("published", 3);
        telemetry.Count("published", 2);
        telemetry.Count("failed", 0);
        telemetry.Age(_time.GetUtcNow().AddSeconds(-7));
        var began = telemetry.Now;
        _time.Advance(TimeSpan.FromMilliseconds(250));
        telemetry.Took("publish", began);
        telemetry.Took("publish", began);
        metrics.Flush();
        metrics.Flush();

        Assert.Equal(
            """{"_aws":{"Timestamp":1795341900250,"CloudWatchMetrics":[{"Namespace":"Fw24","Dimensions":[["App","Function"]],"Metrics":[{"Name":"Age","Unit":"Seconds"},{"Name":"PublishDuration","Unit":"Seconds"},{"Name":"Published","Unit":"Count"}]}]},"App":"orders","Function":"metrics-stream","requestId":"r-1","Age":7,"PublishDuration":[0.25,0.25],"Published":5}""",
            Assert.Single(Lines));
    }

    [Fact]
    public void W13_a_stage_is_a_dimension()
    {
        using var metrics = new EmbeddedMetrics(_console, _time, "orders", "staged-stream", "dev");
        metrics.Begin();
        new FunctionTelemetry("staged-stream", _time).Count("published", 1);
        metrics.Flush();

        var line = Assert.Single(Lines);
        Assert.Contains("""Dimensions":[["App","Function","Stage"]]""", line, StringComparison.Ordinal);
        Assert.Contains(""","App":"orders","Function":"staged-stream","Stage":"dev",""", line, StringComparison.Ordinal);
    }

    [Fact]
    public void H32_gaps_that_opened_and_gaps_that_were_filled_are_metrics_of_their_own()
    {
        using var metrics = new EmbeddedMetrics(_console, _time, "orders", "gaps-audit");
        var telemetry = new FunctionTelemetry("gaps-audit", _time);

        telemetry.GapsOpened(2);
        telemetry.GapsOpened(0);
        telemetry.GapsOpened(-1);
        metrics.Flush();

        Assert.EndsWith("\"GapsFilled\":1,\"GapsOpened\":2}", Assert.Single(Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_has_more_values_than_CloudWatch_takes_and_none_is_lost()
    {
        using var metrics = new EmbeddedMetrics(_console, _time, "orders", "many-stream");
        var telemetry = new FunctionTelemetry("many-stream", _time);

        for (var i = 0; i < 250; i++)
        {
            telemetry.Took("handle", telemetry.Now);
        }

        telemetry.Count("handled", 250);
        metrics.Flush();

        var lines = Lines.Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([100, 100, 50], lines.Select(static line => line.GetProperty("HandleDuration").GetArrayLength()));
        Assert.Equal(250, lines[2].GetProperty("Handled").GetInt32());
    }

    [Fact]
    public void Another_functions_measurements_are_not_its_own()
    {
        using var metrics = new EmbeddedMetrics(_console, _time, "orders", "own-stream");
        new FunctionTelemetry("other-stream", _time).Count("published", 1);
        metrics.Flush();

        Assert.Empty(Lines);
    }

    [Fact]
    public void S3_what_was_measured_outside_of_an_invocation_names_none()
    {
        using var metrics = new EmbeddedMetrics(_console, _time, "orders", "outside-stream");
        var telemetry = new FunctionTelemetry("outside-stream", _time);

        telemetry.Count("published", 1);
        for (var i = 0; i < 100; i++)
        {
            telemetry.Took("handle", telemetry.Now);
        }

        telemetry.Count("published", 2);
        metrics.Begin();
        telemetry.Count("published", 3);
        metrics.Flush();

        Assert.Equal(
            [(null, 1), (null, 2), ("r-1", 3)],
            Lines.Select(static line => JsonDocument.Parse(line).RootElement)
                .Select(static line => (line.TryGetProperty("requestId", out var id) ? id.GetString() : null, line.GetProperty("Published").GetInt32())));
    }

    [Fact]
    public void A_clock_that_went_back_gives_no_negative_age()
    {
        using var metrics = new EmbeddedMetrics(_console, _time, "orders", "skewed-stream");
        new FunctionTelemetry("skewed-stream", _time).Age(_time.GetUtcNow().AddHours(1));
        metrics.Flush();

        Assert.EndsWith("\"Age\":0}", Assert.Single(Lines), StringComparison.Ordinal);
    }
}
