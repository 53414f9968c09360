using Amazon.Runtime;
using Fw24.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Fw24.Lambda;

/// <summary>Requests invocations from the runtime API and answers them, until the process is to end.</summary>
/// <remarks>
/// Several polls serve as many invocations at a time, each with memory of its own. An invocation is passed on as an argument; only what
/// loggers, meters and the AWS SDK need, which receive no argument, flows with the running code (<see cref="AsyncLocal{T}"/>).
/// </remarks>
/// <param name="api">The runtime API.</param>
/// <param name="function">The function.</param>
/// <param name="logger">Logs errors.</param>
/// <param name="concurrency">The number of polls; <see langword="null"/> if Lambda sends one invocation at a time.</param>
internal sealed class InvocationLoop(LambdaRuntimeApi api, LambdaInvoker function, GuardedLogger logger, int? concurrency)
{
    /// <summary>Serves invocations.</summary>
    /// <param name="stopping">Ends the wait for invocations and tells running ones to stop; their answers are still sent.</param>
    /// <exception cref="LambdaRuntimeApiException">The process must end. All other invocations have been answered.</exception>
    /// <exception cref="OperationCanceledException">The process was told to end.</exception>
    public Task RunAsync(CancellationTokenSource stopping) => concurrency is { } count ? PollConcurrentlyAsync(count, stopping) : PollAsync(stopping.Token);

    private async Task PollConcurrentlyAsync(int count, CancellationTokenSource stopping)
    {
        var polls = new Task[count];
        for (var i = 0; i < count; i++)
        {
            // Not on this thread: a handler may block it.
            polls[i] = Task.Run(PollOrStopAsync);
        }

        await Task.WhenAll(polls).ConfigureAwait(false);

        // A poll ends only if the process is to end. Without it, Lambda would send more invocations than the rest could take.
        async Task PollOrStopAsync()
        {
            try
            {
                await PollAsync(stopping.Token).ConfigureAwait(false);
            }
            finally
            {
                await stopping.CancelAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task PollAsync(CancellationToken stopping)
    {
        var memory = new PayloadBuffer();
        while (!stopping.IsCancellationRequested)
        {
            await ServeNextAsync(memory, stopping).ConfigureAwait(false);
        }
    }

    private async ValueTask ServeNextAsync(PayloadBuffer memory, CancellationToken stopping)
    {
        var invocation = await api.NextAsync(memory, stopping).ConfigureAwait(false);
        SetTrace(invocation.TraceHeader);
        string? refusal;
        try
        {
            var answer = await function.InvokeAsync(invocation, stopping).ConfigureAwait(false);
            refusal = await api.RespondAsync(invocation.RequestId, answer).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not LambdaRuntimeApiException)
        {
            logger.LogError("Invocation {RequestId} of {Function} failed: {Error}", invocation.RequestId, function.FunctionName, ExceptionSummary.Of(exception));
            refusal = await api.FailAsync(invocation.RequestId, ErrorReport.OfInvocation(exception)).ConfigureAwait(false);
        }

        // Until the next one is requested, Lambda does not freeze the process.
        await function.EndAsync(invocation.Deadline).ConfigureAwait(false);

        // 400, 403, 410 and 413 mark the invocation as failed on Lambda's side: its event source sends the batch again.
        if (refusal is not null)
        {
            logger.LogError("Lambda rejected the response to invocation {RequestId} of {Function}: {Refusal}", invocation.RequestId, function.FunctionName, refusal);
        }
    }

    // The X-Ray SDK and the AWS SDK read the current invocation's trace from the variable, which custom runtimes are documented to set.
    // With several invocations at a time, the AWS SDK reads it from its own context of the running code, as AWS's runtimes set it.
    private void SetTrace(string? header)
    {
        if (concurrency is null)
        {
            Environment.SetEnvironmentVariable(TraceHeader.Variable, header);
        }
        else
        {
            SDKTaskContext.Default.Set(TraceHeader.Variable, header);
        }
    }
}
