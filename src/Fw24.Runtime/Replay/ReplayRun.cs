using System.Text.Json;
using Fw24.Diagnostics;

namespace Fw24.Replay;

/// <summary>One call of a function, and the outcomes that it reports for its records.</summary>
/// <param name="function">The function's name.</param>
/// <param name="ids">The identifiers of the records in a partial batch response; empty for a record that has none.</param>
/// <param name="handlesAgain">Indicates whether changes that are recorded as handled are handled again.</param>
internal sealed class ReplayRun(string function, IReadOnlyList<string> ids, bool handlesAgain)
{
    private readonly List<RecordOutcome> _told = [];

    /// <summary>Calls the function.</summary>
    /// <param name="handler">The function.</param>
    /// <param name="payload">The event.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The outcome of each record, in order.</returns>
    public async ValueTask<List<RecordOutcome>> InvokeAsync(FunctionHandler handler, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var context = new InvocationContext
        {
            RequestId = $"replay-{Guid.NewGuid():N}",
            FunctionName = function,
            OnOutcome = _told.Add,
            HandlesAgain = handlesAgain,
        };
        InvocationContext.Current = context;
        try
        {
            var answer = await handler(payload, context, cancellationToken).ConfigureAwait(false);
            return OutcomesOf(FailedIn(answer));
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The event source would keep all of them, regardless of individual outcomes.
            return FailedFor(exception);
        }
    }

    // A function either reports each record's outcome or only responds; records missing from a response's failures are then not known to be handled.
    private List<RecordOutcome> OutcomesOf(HashSet<string> failed)
    {
        var outcomes = new List<RecordOutcome>(ids.Count);
        for (var i = 0; i < ids.Count; i++)
        {
            var told = ToldOf(i);
            outcomes.Add(failed.Contains(ids[i]) && told.Result is not RecordResult.Failed
                ? new RecordOutcome(ids[i], RecordResult.Failed, "the function reported it as failed without a reason")
                : told);
        }

        return outcomes;
    }

    private List<RecordOutcome> FailedFor(Exception exception)
    {
        var outcomes = new List<RecordOutcome>(ids.Count);
        for (var i = 0; i < ids.Count; i++)
        {
            var told = ToldOf(i);
            outcomes.Add(told.Result is RecordResult.Failed ? told : new RecordOutcome(ids[i], RecordResult.Failed, ExceptionSummary.Of(exception)) { Exception = exception });
        }

        return outcomes;
    }

    private RecordOutcome ToldOf(int index)
    {
        // The app's own functions report all records in order, including those without an identifier.
        if (_told.Count == ids.Count && _told[index].Id == ids[index])
        {
            return _told[index];
        }

        return _told.Find(outcome => outcome.Id == ids[index] && outcome.Id.Length > 0)
            ?? new RecordOutcome(ids[index], RecordResult.Unknown, "the function does not report its outcome");
    }

    private static HashSet<string> FailedIn(ReadOnlyMemory<byte> answer)
    {
        using var json = JsonDocument.Parse(answer);
        var failed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var failure in json.RootElement.GetProperty("batchItemFailures").EnumerateArray())
        {
            failed.Add(failure.GetProperty("itemIdentifier").GetString()!);
        }

        return failed;
    }
}
