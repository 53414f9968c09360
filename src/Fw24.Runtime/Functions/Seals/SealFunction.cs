using Fw24.Diagnostics;
using Fw24.Invocations;
using Fw24.Seals;
using Microsoft.Extensions.Logging;

namespace Fw24.Functions.Seals;

/// <summary>The function <c>seal</c>: appends what audit loggers have recorded to the app's log, each time that its schedule says.</summary>
/// <remarks>
/// What it is invoked with does not matter: it seals all that is pending. An invocation that runs out of time leaves the rest to the next.
/// </remarks>
internal sealed partial class SealFunction
{
    private readonly string _name;
    private readonly LogSealer _sealer;
    private readonly TimeProvider _time;
    private readonly GuardedLogger _logger;
    private readonly FunctionTelemetry _telemetry;

    /// <summary>Creates the function.</summary>
    /// <param name="name">The function's name within the app.</param>
    /// <param name="sealer">The sealer of the app's log.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public SealFunction(string name, LogSealer sealer, TimeProvider time, ILogger logger)
    {
        (_name, _sealer, _time, _logger) = (name, sealer, time, new GuardedLogger(logger));
        _telemetry = new FunctionTelemetry(name, time, _logger);
    }

    /// <summary>Serves an invocation: a <see cref="FunctionHandler"/>.</summary>
    /// <returns>A partial batch response without failures.</returns>
    /// <exception cref="SealException">The log is not as its checkpoint says: it is not continued.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> HandleAsync(
        ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken)
    {
        using var deadline = new InvocationDeadline(context, _time, cancellationToken);
        using var activity = _telemetry.StartInvocation(context, _name, static (span, _) => span.SetTag("faas.trigger", "timer"));
        try
        {
            Report(context, await _sealer.SealAsync(deadline.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException exception) when (deadline.Token.IsCancellationRequested)
        {
            // No lag is reported: it is not known how much is left.
            activity.Fail(exception);
            LogUnfinished(_name, context.RequestId);
        }
        catch (Exception exception)
        {
            activity.Fail(exception);
            throw;
        }

        return BatchResponse.Success;
    }

    private void Report(InvocationContext context, SealingResult result)
    {
        _telemetry.Count("sealed", (int)Math.Min(result.Entries, int.MaxValue));
        _telemetry.SealLag(result.Oldest);
        if (result.Refused is [var first, ..])
        {
            LogRefused(_name, context.RequestId, result.Refused.Count, first);
        }

        if (result.Checkpoint is { } checkpoint)
        {
            LogSealed(_name, context.RequestId, result.Entries, result.Rounds, checkpoint.Origin, checkpoint.Size);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Function} {RequestId}: {Entries} entries sealed in {Rounds} rounds; {Log} has {Size}")]
    private partial void LogSealed(string function, string requestId, long entries, int rounds, string log, long size);

    [LoggerMessage(2, LogLevel.Warning, "{Function} {RequestId}: out of time; the next run seals the rest. If this repeats, raise the function's timeout or memory")]
    private partial void LogUnfinished(string function, string requestId);

    [LoggerMessage(3, LogLevel.Error, "{Function} {RequestId}: {Count} pending objects are not entries of this version and are not sealed, first {Name}. Only the app's audit loggers should be able to write them: find out what did, then delete them")]
    private partial void LogRefused(string function, string requestId, int count, string name);
}
