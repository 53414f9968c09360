using System.Text;
using Fw24.Diagnostics;
using Fw24.Functions;
using Fw24.Lambda;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Lambda;

public sealed class LambdaLoggerTests : IDisposable
{
    private readonly MemoryStream _output = new();
    private readonly LambdaConsole _console;
    private readonly ILogger _logger;

    public LambdaLoggerTests()
    {
        _console = new LambdaConsole(_output);
        _logger = new LambdaLoggerProvider(_console, new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 10, 5, 0, 123, TimeSpan.Zero))).CreateLogger("Fw24.orders-stream");
    }

    public void Dispose() => _output.Dispose();

    private string Output => Encoding.UTF8.GetString(_output.ToArray());

    [Fact]
    public void S4_a_closed_output_fails_no_handler_that_logs()
    {
        _output.Dispose();

        _logger.LogInformation("Published {Published}", 4);
    }

    [Fact]
    public void An_event_is_one_line_of_JSON()
    {
        _console.RequestId = "r-1";
        _logger.LogInformation("Published {Published} of {Records} in {Duration} to \"{Topic}\"\n", 4, 5L, 12.5, "orders");

        Assert.Equal(
            """{"timestamp":"2026-11-22T10:05:00.123Z","level":"INFO","requestId":"r-1","category":"Fw24.orders-stream","message":"Published 4 of 5 in 12.5 to \"orders\"\n","Published":4,"Records":5,"Duration":12.5,"Topic":"orders"}""" + "\n",
            Output);
    }

    [Theory]
    [InlineData(LogLevel.Trace, "TRACE")]
    [InlineData(LogLevel.Debug, "DEBUG")]
    [InlineData(LogLevel.Information, "INFO")]
    [InlineData(LogLevel.Warning, "WARN")]
    [InlineData(LogLevel.Error, "ERROR")]
    [InlineData(LogLevel.Critical, "FATAL")]
    public void Levels_have_the_names_that_Lambda_filters_by(LogLevel level, string name)
    {
        _logger.Log(level, "text");

        Assert.Equal($$"""{"timestamp":"2026-11-22T10:05:00.123Z","level":"{{name}}","category":"Fw24.orders-stream","message":"text"}""" + "\n", Output);
        Assert.Equal(level, LambdaLoggerProvider.LevelOf(name));
    }

    [Fact]
    public void Without_a_configured_level_information_is_logged()
        => Assert.Equal(LogLevel.Information, LambdaLoggerProvider.LevelOf(null));

    [Fact]
    public void Values_keep_their_type_and_never_take_the_place_of_the_lines_own()
    {
        KeyValuePair<string, object?>[] state =
        [
            new("message", "theirs"),
            new("level", 1),
            new("Flag", true),
            new("Amount", 1.10m),
            new("None", null),
            new("At", new DateOnly(2026, 1, 2)),
            new("Bad", double.NaN),
            new("Text", new Uri("https://example.org/")),
            new("{OriginalFormat}", "{Flag}"),
        ];
        _logger.Log(LogLevel.Warning, default, state, null, static (_, _) => "mine");

        Assert.Equal(
            """{"timestamp":"2026-11-22T10:05:00.123Z","level":"WARN","category":"Fw24.orders-stream","message":"mine","Flag":true,"Amount":1.10,"None":null,"At":"01/02/2026","Bad":"NaN","Text":"https://example.org/"}""" + "\n",
            Output);
    }

    [Fact]
    public void X3_an_exception_whose_message_is_withheld_is_told_with_its_type_and_places()
    {
        var failure = Assert.Throws<FormatException>(static () => Fail());

        _logger.LogError(new WithheldException(failure), "failed");

        Assert.Contains(
            ""","errorType":"System.FormatException","errorMessage":"System.FormatException (message withheld, since it may quote an item)","stackTrace":["System.FormatException (message withheld, since it may quote an item)","at Fw24.""",
            Output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("canary", Output, StringComparison.Ordinal);
    }

    private static void Fail() => throw new FormatException("canary");

    [Fact]
    public void An_exception_is_told_with_its_stack()
    {
        try
        {
            throw new FormatException("no date");
        }
        catch (FormatException exception)
        {
            _logger.LogError(exception, "failed");
        }

        Assert.Contains(""","message":"failed","errorType":"System.FormatException","errorMessage":"no date","stackTrace":["System.FormatException: no date","at Fw24.""", Output, StringComparison.Ordinal);
        Assert.Equal(1, Output.Count(static c => c is '\n'));
    }
}
