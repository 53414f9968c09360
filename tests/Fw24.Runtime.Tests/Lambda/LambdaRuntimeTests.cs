using System.Text;
using System.Text.Json;
using Fw24.Functions;
using Fw24.Lambda;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Loopback;
using Microsoft.Extensions.Logging;

namespace Fw24.Runtime.Tests.Lambda;

public sealed class LambdaRuntimeTests
{
    private const string NoFailures = """{"batchItemFailures":[]}""";

    private static readonly AppModel s_app = new() { Name = "orders", Tables = [], Handlers = [] };
    private static readonly DateTimeOffset s_deadline = new(2026, 11, 22, 10, 0, 30, 123, TimeSpan.Zero);

    private readonly RecordingLogger<LambdaRuntime> _log = new();

    [Fact]
    public async Task Invocations_are_served_one_after_another_on_one_connection()
    {
        // The API's body in response to a result arrives in pieces, after its headers.
        await using var lambda = new LoopbackLambda { OnAnswer = static _ => LoopbackAnswer.Of(202, new string(' ', 1_000)) with { ChunkSize = 1 } };
        using var stop = new CancellationTokenSource();
        var running = Run(lambda, Echo, stop.Token);

        lambda.Invoke("r-1", """{"Records":[1]}""");
        var first = await lambda.AnswerAsync();
        lambda.Invoke("r-2", """{"Records":[2]}""");
        var second = await lambda.AnswerAsync();
        await lambda.WaitAsync();
        await lambda.WaitAsync();
        await lambda.WaitAsync();
        await stop.CancelAsync();

        Assert.Equal(0, await running);
        Assert.Equal("/2018-06-01/runtime/invocation/r-1/response", first.Target);
        Assert.Equal("application/json", first.Header("Content-Type"));
        Assert.Equal("""{"Records":[1]}""", first.Text);
        Assert.Equal("/2018-06-01/runtime/invocation/r-2/response", second.Target);
        Assert.Equal("""{"Records":[2]}""", second.Text);
        Assert.Equal("/2018-06-01/runtime/invocation/next", lambda.Server.Requests[0].Target);
        Assert.Equal(1, lambda.Server.ConnectionCount);
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(7)]
    [InlineData(65_536)]
    public async Task A_payload_of_6_MB_arrives_whole(int? chunkSize)
    {
        // Every size around a doubling of the buffer, then the largest that Lambda sends.
        await using var lambda = new LoopbackLambda();
        using var stop = new CancellationTokenSource();
        var running = Run(lambda, Echo, stop.Token);

        foreach (var size in chunkSize is 7 ? [1, 65_535, 65_536, 65_537] : new[] { 1, 65_535, 65_536, 65_537, 6 * 1024 * 1024, 2 })
        {
            var payload = new byte[size];
            new Random(size).NextBytes(payload);
            lambda.Invoke(new LoopbackAnswer
            {
                Body = payload,
                ChunkSize = chunkSize,
                Headers = new Dictionary<string, string> { ["Lambda-Runtime-Aws-Request-Id"] = $"r-{size}" },
            });

            var answer = await lambda.AnswerAsync();
            Assert.True(answer.Body.AsSpan().SequenceEqual(payload), $"{size} bytes");
        }

        await stop.CancelAsync();
        Assert.Equal(0, await running);
    }

    [Fact]
    public async Task The_function_learns_request_deadline_and_trace()
    {
        await using var lambda = new LoopbackLambda();
        using var stop = new CancellationTokenSource();
        InvocationContext? seen = null;
        var running = Run(
            lambda,
            (_, context, _) =>
            {
                seen = context;
                return new(Encoding.UTF8.GetBytes(NoFailures));
            },
            stop.Token);

        lambda.Invoke("8476a536-e9f4-11e8-9739-2dfe598c3fcd", "{}", s_deadline, "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1");
        await lambda.AnswerAsync();
        await stop.CancelAsync();

        Assert.Equal(0, await running);
        Assert.NotNull(seen);
        Assert.Equal("8476a536-e9f4-11e8-9739-2dfe598c3fcd", seen.RequestId);
        Assert.Equal("orders-stream", seen.FunctionName);
        Assert.Equal(s_deadline, seen.Deadline);
        Assert.Equal("00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01", seen.TraceParent);
    }

    [Fact]
    public async Task H30_a_host_that_ends_the_process_still_gets_the_running_invocations_answer()
    {
        await using var lambda = new LoopbackLambda();
        using var stop = new CancellationTokenSource();
        var began = new TaskCompletionSource();
        var running = Run(
            lambda,
            async (_, _, cancellationToken) =>
            {
                began.SetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(static _ => { }, TaskScheduler.Default);
                return Encoding.UTF8.GetBytes(NoFailures);
            },
            stop.Token);

        lambda.Invoke("r-1", "{}");
        await began.Task;
        await stop.CancelAsync();

        Assert.Equal(NoFailures, (await lambda.AnswerAsync()).Text);
        Assert.Equal(0, await running);
    }

    [Fact]
    public async Task A_function_that_cannot_start_is_reported_as_an_init_error()
    {
        await using var lambda = new LoopbackLambda();

        var exit = await Runtime(lambda).RunAsync(
            static () => throw new InvalidOperationException("The environment variable FW24_TOPIC_ARN is not set."), TestContext.Current.CancellationToken);

        var report = Assert.Single(lambda.Server.Requests);
        Assert.Equal(1, exit);
        Assert.Equal("POST", report.Method);
        Assert.Equal("/2018-06-01/runtime/init/error", report.Target);
        Assert.Equal("Runtime.InvalidOperationException", report.Header("Lambda-Runtime-Function-Error-Type"));
        using var body = JsonDocument.Parse(report.Body);
        Assert.Equal("The environment variable FW24_TOPIC_ARN is not set.", body.RootElement.GetProperty("errorMessage").GetString());
        Assert.Equal("System.InvalidOperationException", body.RootElement.GetProperty("errorType").GetString());
        Assert.StartsWith("at Fw24.", body.RootElement.GetProperty("stackTrace")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("Critical: The function cannot start: The environment variable FW24_TOPIC_ARN is not set.", Assert.Single(_log.Lines));
    }

    [Fact]
    public async Task H22_a_failed_invocation_is_reported_without_what_its_exception_quotes()
    {
        const string Canary = "canary-7f3a@example.org";
        await using var lambda = new LoopbackLambda();
        using var stop = new CancellationTokenSource();
        var running = Run(lambda, static (_, _, _) => throw new FormatException($"'{Canary}' is no address", new InvalidOperationException(Canary)), stop.Token);

        lambda.Invoke("r-1", "{}");
        var report = await lambda.AnswerAsync();
        lambda.Invoke("r-2", "{}");
        var again = await lambda.AnswerAsync();
        await stop.CancelAsync();

        Assert.Equal(0, await running);
        Assert.Equal("/2018-06-01/runtime/invocation/r-1/error", report.Target);
        Assert.Equal("/2018-06-01/runtime/invocation/r-2/error", again.Target);
        Assert.Equal("Function.FormatException", report.Header("Lambda-Runtime-Function-Error-Type"));
        using var body = JsonDocument.Parse(report.Body);
        Assert.Equal("System.FormatException", body.RootElement.GetProperty("errorType").GetString());
        Assert.Contains("caused by System.InvalidOperationException", body.RootElement.GetProperty("stackTrace").EnumerateArray().Select(static line => line.GetString()));
        Assert.DoesNotContain(Canary, report.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, string.Concat(_log.Lines), StringComparison.Ordinal);
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public async Task The_runtimes_own_exceptions_are_reported_in_full()
    {
        await using var lambda = new LoopbackLambda();
        using var stop = new CancellationTokenSource();
        var running = Run(lambda, static (_, _, _) => throw new ItemFormatException("stream event", "Records", "an array", "an object"), stop.Token);

        lambda.Invoke("r-1", "{}");
        var report = await lambda.AnswerAsync();
        await stop.CancelAsync();

        Assert.Equal(0, await running);
        using var body = JsonDocument.Parse(report.Body);
        Assert.Equal("Fw24.ItemFormatException: stream event.Records: expected an array, found an object.", body.RootElement.GetProperty("errorMessage").GetString());
    }

    [Theory]
    [InlineData(400, "InvalidRequestID")]
    [InlineData(403, "InvalidStateTransition")]
    [InlineData(410, "InvokeTimeout")]
    [InlineData(413, "RequestEntityTooLarge")]
    public async Task A_refused_answer_fails_that_invocation_only(int status, string errorType)
    {
        await using var lambda = new LoopbackLambda();
        using var stop = new CancellationTokenSource();
        lambda.OnAnswer = request => request.Target.Contains("r-1", StringComparison.Ordinal)
            ? LoopbackAnswer.Of(status, $$"""{"errorMessage":"refused","errorType":"{{errorType}}"}""")
            : LoopbackAnswer.Of(202);
        var running = Run(lambda, Echo, stop.Token);

        lambda.Invoke("r-1", "{}");
        await lambda.AnswerAsync();
        lambda.Invoke("r-2", "{}");
        var second = await lambda.AnswerAsync();
        await stop.CancelAsync();

        Assert.Equal(0, await running);
        Assert.Equal("/2018-06-01/runtime/invocation/r-2/response", second.Target);
        var line = Assert.Single(_log.Lines);
        Assert.Contains($"{status} ", line, StringComparison.Ordinal);
        Assert.Contains(errorType, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("next")]
    [InlineData("response")]
    [InlineData("error")]
    public async Task A_container_error_ends_the_process(string call)
    {
        await using var lambda = new LoopbackLambda { OnAnswer = static _ => LoopbackAnswer.Of(500, """{"errorType":"ContainerError"}""") };
        var running = Run(lambda, call is "error" ? static (_, _, _) => throw new FormatException() : Echo, TestContext.Current.CancellationToken);

        if (call is "next")
        {
            lambda.Invoke(LoopbackAnswer.Of(500, """{"errorType":"ContainerError"}"""));
        }
        else
        {
            lambda.Invoke("r-1", "{}");
        }

        Assert.Equal(1, await running);
        Assert.Contains("500", _log.Lines[^1], StringComparison.Ordinal);
        Assert.Contains("ContainerError", _log.Lines[^1], StringComparison.Ordinal);
        Assert.StartsWith("Critical", _log.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forbidden_next_ends_the_process()
    {
        await using var lambda = new LoopbackLambda();
        var running = Run(lambda, Echo, TestContext.Current.CancellationToken);
        lambda.Invoke(LoopbackAnswer.Of(403, """{"errorType":"InvalidStateTransition"}"""));

        Assert.Equal(1, await running);
        Assert.Contains("InvalidStateTransition", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_while_waiting_ends_the_process()
    {
        await using var lambda = new LoopbackLambda();
        var running = Run(lambda, Echo, TestContext.Current.CancellationToken);

        // The sockets handler retries a call that received no byte of a response; each attempt is reset.
        for (var i = 0; i < 10; i++)
        {
            lambda.Invoke(LoopbackAnswer.Reset);
        }

        Assert.Equal(1, await running);
        Assert.Contains("broke while waiting", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payload_that_breaks_off_is_never_handed_to_the_function()
    {
        await using var lambda = new LoopbackLambda();
        var called = false;
        var running = Run(
            lambda,
            (payload, _, _) =>
            {
                called = true;
                return new(payload);
            },
            TestContext.Current.CancellationToken);

        lambda.Invoke(LoopbackAnswer.Of(200, """{"Records":[]}""", headers: ("Lambda-Runtime-Aws-Request-Id", "r-1")) with { TruncateAt = 5 });

        Assert.Equal(1, await running);
        Assert.False(called);
    }

    [Fact]
    public async Task A_next_without_a_request_id_ends_the_process()
    {
        await using var lambda = new LoopbackLambda();
        var running = Run(lambda, Echo, TestContext.Current.CancellationToken);
        lambda.Invoke(LoopbackAnswer.Of(200, "{}"));

        Assert.Equal(1, await running);
        Assert.Contains("request id", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task S4_a_logger_that_throws_does_not_end_the_process()
    {
        await using var lambda = new LoopbackLambda();
        using var stop = new CancellationTokenSource();
        var runtime = new LambdaRuntime(lambda.Environment, new BrokenLogger(), new LambdaConsole(Stream.Null), s_app, TimeProvider.System);
        var running = runtime.RunAsync(static () => new AppFunction("orders-stream", static (payload, _, _) => payload.Length > 2 ? throw new IOException() : new(payload)), stop.Token);

        lambda.Invoke("r-1", "[1]");
        Assert.EndsWith("/r-1/error", (await lambda.AnswerAsync()).Target, StringComparison.Ordinal);
        lambda.Invoke("r-2", "{}");
        Assert.EndsWith("/r-2/response", (await lambda.AnswerAsync()).Target, StringComparison.Ordinal);
        await stop.CancelAsync();

        Assert.Equal(0, await running);
    }

    [Fact]
    public async Task Outside_of_Lambda_the_runtime_says_so()
    {
        var runtime = new LambdaRuntime(new FunctionEnvironment(static _ => null), _log, new LambdaConsole(Stream.Null), s_app, TimeProvider.System);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => runtime.RunAsync(static () => throw new InvalidOperationException("not reached"), TestContext.Current.CancellationToken));

        Assert.StartsWith("AWS_LAMBDA_RUNTIME_API is not set", error.Message, StringComparison.Ordinal);
    }

    private sealed class BrokenLogger : ILogger<LambdaRuntime>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => throw new IOException("No log");

        public bool IsEnabled(LogLevel logLevel) => throw new IOException("No log");

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => throw new IOException("No log");
    }

    private static ValueTask<ReadOnlyMemory<byte>> Echo(ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken) => new(payload);

    // A runtime that is not disposed goes on measuring other tests.
    private async Task<int> Run(LoopbackLambda lambda, FunctionHandler function, CancellationToken cancellationToken)
    {
        using var runtime = Runtime(lambda);
        return await runtime.RunAsync(() => new AppFunction("orders-stream", function), cancellationToken);
    }

    private LambdaRuntime Runtime(LoopbackLambda lambda)
        => new(lambda.Environment, _log, new LambdaConsole(Stream.Null), s_app, TimeProvider.System);
}
