using System.Diagnostics;
using Fw24.Diagnostics;
using Fw24.Invocations;
using Fw24.Messages;
using Microsoft.Extensions.Logging;

namespace Fw24.Functions;

/// <summary>A function that receives batches from an event source and answers with the part that the source must deliver again.</summary>
/// <remarks>
/// Every record or message ends in exactly one way: processed, parked, or reported as failed, after which the source delivers it again.
/// The function keeps no batch state, so concurrent invocations do not interact.
/// </remarks>
/// <typeparam name="TBatch">The state of one invocation.</typeparam>
/// <typeparam name="TRecord">A record or message of a run.</typeparam>
internal abstract class BatchFunction<TBatch, TRecord>
    where TBatch : BatchContext
    where TRecord : struct
{
    /// <summary>The function's log. The generated log methods require a field.</summary>
    protected readonly GuardedLogger _logger;

    private readonly string _processed;
    private readonly IParkingQueue _parking;

    /// <summary>Creates the function.</summary>
    /// <param name="name">The function's name within the app.</param>
    /// <param name="processed">The outcome of a processed record, as metrics name it: one lower case word.</param>
    /// <param name="parking">The destination of records that can never be processed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    protected BatchFunction(string name, string processed, IParkingQueue parking, TimeProvider time, ILogger logger)
    {
        (Name, Time, _processed, _parking, _logger) = (name, time, processed, parking, new GuardedLogger(logger));
        Telemetry = new FunctionTelemetry(name, time, _logger);
    }

    /// <summary>The function's name within the app.</summary>
    protected string Name { get; }

    /// <summary>The clock.</summary>
    protected TimeProvider Time { get; }

    /// <summary>The function's traces and metrics.</summary>
    protected FunctionTelemetry Telemetry { get; }

    /// <summary>Serves an invocation: a <see cref="FunctionHandler"/>.</summary>
    /// <returns>The partial batch response.</returns>
    /// <exception cref="ItemFormatException">The payload is not an event of the function's source.</exception>
    /// <exception cref="InvalidOperationException">A failed record cannot be reported: the whole batch must run again.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> HandleAsync(ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken)
    {
        using var run = Read(payload, context);
        if (run is null)
        {
            return BatchResponse.Success;
        }

        using var deadline = new InvocationDeadline(context, Time, cancellationToken);
        using var activity = Telemetry.StartInvocation(
            context, (Function: this, run), static (span, batch) => batch.Function.Describe(span, batch.run));
        run.Activity = activity;
        try
        {
            await WorkAsync(run, deadline.Token).ConfigureAwait(false);
            var counts = run.Counts;
            Measure(run, counts);
            LogBatch(run, counts);
            return Answer(run);
        }
        catch (Exception exception)
        {
            activity.Fail(exception);
            throw;
        }
    }

    /// <summary>Reads an event.</summary>
    /// <returns>The batch; <see langword="null"/> if there is nothing to do.</returns>
    /// <exception cref="ItemFormatException">The payload is not an event of the function's source.</exception>
    protected abstract TBatch? Read(ReadOnlyMemory<byte> payload, InvocationContext invocation);

    /// <summary>Adds the attributes of a batch's source to its invocation's activity.</summary>
    protected abstract void Describe(Activity activity, TBatch run);

    /// <summary>Processes each record or parks it (<see cref="TryParkAsync"/>); otherwise it fails. Throws for none of them.</summary>
    /// <param name="run">The state of the invocation.</param>
    /// <param name="cancellationToken">Cancelled when it is time to answer.</param>
    protected abstract ValueTask WorkAsync(TBatch run, CancellationToken cancellationToken);

    /// <summary>Logs the outcome of a batch.</summary>
    protected abstract void LogBatch(TBatch run, in BatchCounts counts);

    /// <summary>Reports the outcomes that the host's observer has not yet received, and writes the response.</summary>
    protected abstract ReadOnlyMemory<byte> Answer(TBatch run);

    /// <summary>Returns the form in which a record is parked.</summary>
    protected abstract byte[] ContentOf(in TRecord record);

    /// <summary>Records the metrics of a batch.</summary>
    protected virtual void Measure(TBatch run, in BatchCounts counts)
    {
        Telemetry.Count(_processed, counts.Processed);
        Telemetry.Count("skipped", counts.Skipped);
        Telemetry.Count("parked", counts.Parked);
        Telemetry.Count("failed", counts.Failed);
    }

    /// <summary>Parks a record that can never be processed. Never throws.</summary>
    /// <param name="record">The record.</param>
    /// <param name="eventId">The change's event id, if it could be read.</param>
    /// <param name="reason">The reason, without item values.</param>
    /// <param name="cancellationToken">Cancelled when it is time to answer.</param>
    /// <returns><see langword="null"/> if the record is parked; otherwise the reason that it is not, because of which it fails.</returns>
    protected async ValueTask<string?> TryParkAsync(TRecord record, string? eventId, string reason, CancellationToken cancellationToken)
    {
        try
        {
            var parked = new ParkedRecord { Function = Name, Reason = reason, EventId = eventId, Content = ContentOf(record) };
            await _parking.ParkAsync(parked, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception)
        {
            return $"parking failed: {ExceptionSummary.Of(exception)}";
        }
    }
}
