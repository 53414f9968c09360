using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Fw24.Functions;
using Fw24.Lambda;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Runtime.Tests.Lambda;

/// <summary>
/// The loop where Lambda sends several invocations at a time: on Managed Instances. Its other tests are those of the runtime.
/// </summary>
public sealed class InvocationLoopTests
{
    private const string NoFailures = """{"batchItemFailures":[]}""";
    private const string Internal = """{"errorType":"InternalServerError"}""";

    private static readonly AppModel s_app = new() { Name = "orders", Tables = [], Handlers = [] };

    private readonly RecordingLogger<LambdaRuntime> _log = new();

    [Theory(Timeout = 60_000)]
    [InlineData("1", 1)]
    [InlineData("4", 4)]
    public async Task A1_10_as_many_invocations_are_requested_as_Lambda_sends_at_a_time(string variable, int count)
    {
        await using var lambda = new LoopbackLambda { MaxConcurrency = variable };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var meeting = new Meeting(count);
        var running = Run(lambda, EchoAsync, stop.Token);

        for (var i = 0; i < count; i++)
        {
            await lambda.WaitAsync();
        }

        // Each invocation is answered once all are running, and each poll then requests another.
        Assert.Equal(count, lambda.Server.Requests.Count);
        for (var i = 0; i < count; i++)
        {
            lambda.Invoke($"r-{i}", "{}");
        }

        for (var i = 0; i < count; i++)
        {
            await lambda.AnswerAsync();
            await lambda.WaitAsync();
        }

        await stop.CancelAsync();
        Assert.Equal(0, await running);
        Assert.Equal(3 * count, lambda.Server.Requests.Count);
        Assert.Empty(_log.Lines);

        async ValueTask<ReadOnlyMemory<byte>> EchoAsync(
            ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken)
        {
            await meeting.ArriveAsync();
            return payload;
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task H27_each_poll_has_memory_of_its_own()
    {
        await using var lambda = new LoopbackLambda { MaxConcurrency = "2" };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var meeting = new Meeting(2);
        var running = Run(lambda, EchoLaterAsync, stop.Token);

        foreach (var size in new[] { 10, 65_535, 65_536, 200_000, 1, 70_000 })
        {
            string[] payloads = [new string('a', size), new string('b', size / 2)];
            lambda.Invoke("a", payloads[0]);
            lambda.Invoke("b", payloads[1]);
            LoopbackRequest[] answers = [await lambda.AnswerAsync(), await lambda.AnswerAsync()];

            var ordered = answers.OrderBy(static answer => answer.Target, StringComparer.Ordinal);
            Assert.Equal(payloads, ordered.Select(static answer => answer.Text));
        }

        await stop.CancelAsync();
        Assert.Equal(0, await running);

        async ValueTask<ReadOnlyMemory<byte>> EchoLaterAsync(
            ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken)
        {
            await meeting.ArriveAsync();
            return payload;
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task H27_an_invocation_that_fails_does_not_concern_the_others()
    {
        await using var lambda = new LoopbackLambda { MaxConcurrency = "2" };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var meeting = new Meeting(2);
        var running = Run(lambda, FailOddAsync, stop.Token);

        for (var i = 0; i < 10; i++)
        {
            lambda.Invoke($"r-{i}", "{}");
        }

        var answers = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            answers.Add((await lambda.AnswerAsync()).Target["/2018-06-01/runtime/invocation/".Length..]);
        }

        await stop.CancelAsync();
        Assert.Equal(0, await running);
        Assert.Equal(
            Enumerable.Range(0, 10).Select(static i => $"r-{i}/{(i % 2 is 0 ? "response" : "error")}"), answers.Order(StringComparer.Ordinal));
        Assert.Equal(5, _log.Lines.Count);

        async ValueTask<ReadOnlyMemory<byte>> FailOddAsync(
            ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken)
        {
            await meeting.ArriveAsync();
            return context.RequestId[^1] % 2 is 0 ? payload : throw new FormatException();
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_function_that_cannot_start_requests_no_invocation()
    {
        await using var lambda = new LoopbackLambda { MaxConcurrency = "8" };

        var exit = await Runtime(lambda).RunAsync(
            static () => throw new InvalidOperationException("FW24_TOPIC_ARN is not set."), TestContext.Current.CancellationToken);

        Assert.Equal(1, exit);

        Assert.Equal("/2018-06-01/runtime/init/error", Assert.Single(lambda.Server.Requests).Target);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("0")]
    [InlineData("-2")]
    [InlineData("many")]
    [InlineData("99999999999")]
    public async Task A_number_that_is_none_is_an_error_of_the_start(string variable)
    {
        await using var lambda = new LoopbackLambda { MaxConcurrency = variable };

        Assert.Equal(1, await Run(lambda, static (payload, _, _) => new(payload), TestContext.Current.CancellationToken));

        using var body = JsonDocument.Parse(Assert.Single(lambda.Server.Requests).Body);
        Assert.Equal(
            "The environment variable AWS_LAMBDA_MAX_CONCURRENCY is malformed: it must be a whole number of at least 1.",
            body.RootElement.GetProperty("errorMessage").GetString());
    }

    [Fact(Timeout = 60_000)]
    public async Task H30_a_host_that_ends_the_process_still_gets_the_answers_of_all_running_invocations()
    {
        await using var lambda = new LoopbackLambda { MaxConcurrency = "3" };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var function = new Waiting();
        var running = Run(lambda, function.HandleAsync, stop.Token);

        lambda.Invoke("r-1", "{}");
        lambda.Invoke("r-2", "{}");
        await function.BeganAsync(2);
        await stop.CancelAsync();

        Assert.Equal(0, await running);
        Assert.Equal(["r-1/response", "r-2/response"], await AnswersAsync(lambda, 2));
        Assert.Empty(_log.Lines);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("next")]
    [InlineData("response")]
    [InlineData("error")]
    public async Task H30_an_API_that_fails_ends_the_process_once_all_running_invocations_are_answered(string call)
    {
        await using var lambda = new LoopbackLambda
        {
            MaxConcurrency = "3",
            OnAnswer = static request
                => request.Target.Contains("r-3", StringComparison.Ordinal) ? LoopbackAnswer.Of(500, Internal) : LoopbackAnswer.Of(202),
        };
        var function = new Waiting
        {
            OnCall = context => context.RequestId is not "r-3" ? null : call is "error" ? throw new FormatException() : NoFailures,
        };
        var running = Run(lambda, function.HandleAsync, TestContext.Current.CancellationToken);

        lambda.Invoke("r-1", "{}");
        lambda.Invoke("r-2", "{}");
        await function.BeganAsync(2);
        if (call is "next")
        {
            lambda.Invoke(LoopbackAnswer.Of(500, Internal));
        }
        else
        {
            lambda.Invoke("r-3", "{}");
        }

        Assert.Equal(1, await running);
        string[] others = ["r-1/response", "r-2/response"];
        Assert.Equal(call is "next" ? others : [.. others, $"r-3/{call}"], await AnswersAsync(lambda, call is "next" ? 2 : 3));
        var end = Assert.Single(_log.Lines, static line => line.StartsWith("Critical", StringComparison.Ordinal));
        Assert.Contains("500", end, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string>> AnswersAsync(LoopbackLambda lambda, int count)
    {
        var answers = new List<string>();
        while (answers.Count < count)
        {
            answers.Add((await lambda.AnswerAsync()).Target["/2018-06-01/runtime/invocation/".Length..]);
        }

        return answers.Order(StringComparer.Ordinal);
    }

    // A runtime that is not disposed goes on measuring other tests.
    private async Task<int> Run(LoopbackLambda lambda, FunctionHandler function, CancellationToken cancellationToken)
    {
        using var runtime = Runtime(lambda);
        return await runtime.RunAsync(() => new AppFunction("orders-stream", function), cancellationToken);
    }

    private LambdaRuntime Runtime(LoopbackLambda lambda)
        => new(lambda.Environment, _log, new LambdaConsole(Stream.Null), s_app, TimeProvider.System);

    /// <summary>A function that answers when it is told to stop.</summary>
    private sealed class Waiting
    {
        private readonly Channel<string> _began = Channel.CreateUnbounded<string>();

        /// <summary>The immediate answer; <see langword="null"/> to wait.</summary>
        public Func<InvocationContext, string?> OnCall { get; init; } = static _ => null;

        public async ValueTask<ReadOnlyMemory<byte>> HandleAsync(
            ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken)
        {
            if (OnCall(context) is { } answer)
            {
                return Encoding.UTF8.GetBytes(answer);
            }

            await _began.Writer.WriteAsync(context.RequestId, CancellationToken.None);
            await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(static _ => { }, TaskScheduler.Default);
            return Encoding.UTF8.GetBytes(NoFailures);
        }

        /// <summary>Waits until invocations are running.</summary>
        public async Task BeganAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                await _began.Reader.ReadAsync(TestContext.Current.CancellationToken);
            }
        }
    }
}
