using System.Threading.Channels;

namespace Fw24.Runtime.Tests.Harness.Loopback;

/// <summary>Lambda's runtime API on a loopback server: invocations go in, the function's responses come out.</summary>
internal sealed class LoopbackLambda : IAsyncDisposable
{
    private readonly Channel<LoopbackAnswer> _invocations = Channel.CreateUnbounded<LoopbackAnswer>();
    private readonly Channel<LoopbackRequest> _answers = Channel.CreateUnbounded<LoopbackRequest>();
    private readonly Channel<LoopbackRequest> _waits = Channel.CreateUnbounded<LoopbackRequest>();
    private readonly LoopbackServer _server;

    public LoopbackLambda() => _server = new LoopbackServer(ServeAsync);

    public LoopbackServer Server => _server;

    /// <summary>The response to a POST. Default: 202.</summary>
    public Func<LoopbackRequest, LoopbackAnswer> OnAnswer { get; set; } = static _ => LoopbackAnswer.Of(202, """{"status":"OK"}""");

    /// <summary>The number of invocations that the function may serve at a time, as Lambda Managed Instances set it.</summary>
    public string? MaxConcurrency { get; init; }

    public FunctionEnvironment Environment => new(name => name switch
    {
        "AWS_LAMBDA_RUNTIME_API" => _server.Endpoint,
        "AWS_LAMBDA_MAX_CONCURRENCY" => MaxConcurrency,
        _ => null,
    });

    public void Invoke(LoopbackAnswer next) => Assert.True(_invocations.Writer.TryWrite(next));

    public void Invoke(string requestId, string payload, DateTimeOffset? deadline = null, string? trace = null)
    {
        List<(string, string)> headers =
        [
            ("Lambda-Runtime-Aws-Request-Id", requestId),
            ("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:123456789012:function:orders-stream"),
        ];
        if (deadline is not null)
        {
            headers.Add(("Lambda-Runtime-Deadline-Ms", $"{deadline.Value.ToUnixTimeMilliseconds()}"));
        }

        if (trace is not null)
        {
            headers.Add(("Lambda-Runtime-Trace-Id", trace));
        }

        Invoke(LoopbackAnswer.Of(200, payload, headers: [.. headers]));
    }

    /// <summary>Gets the function's next POST.</summary>
    public ValueTask<LoopbackRequest> AnswerAsync() => _answers.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Waits until the function asks for its next invocation.</summary>
    public ValueTask<LoopbackRequest> WaitAsync() => _waits.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<LoopbackAnswer> ServeAsync(LoopbackRequest request)
    {
        if (request.Method is "GET")
        {
            await _waits.Writer.WriteAsync(request);
            return await _invocations.Reader.ReadAsync();
        }

        await _answers.Writer.WriteAsync(request);
        return OnAnswer(request);
    }
}
