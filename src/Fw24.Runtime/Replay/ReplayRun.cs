using System.Text.Json;
using Fw24.Diagnostics;

namespace Fw24.Replay;

/// <summary>One call of a function, and what it says became of the records it was given.</summary>
/// <param name="function">The function's name.</param>
/// <param name="ids">What a partial batch response calls the records; empty for a record that it could not name.</param>
internal sealed class ReplayRun(string function, IReadOnlyList<string> ids)
{
    private readonly List<RecordOutcome> _told = [];

    /// <summary>Calls the function.</summary>
    /// <param name="handler">The function.</param>
    /// <param name="payload">The event.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What became of each record, in their order.</returns>
    public async ValueTask<List<RecordOutcome>> InvokeAsync(FunctionHandler handler, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var context = new InvocationContext { RequestId = $"replay-{Guid.NewGuid():N}", FunctionName = function, OnOutcome = _told.Add };
        InvocationContext.Current = context;
        try
        {
            var answer = await handler(payload, context, cancellationToken).ConfigureAwait(false);
            return OutcomesOf(FailedIn(answer));
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The event source would keep all of them, whatever became of some.
            return FailedFor(e);
        }
    }

    // The function tells each record's end, or it is one that only answers: then what it does not answer as failed is not known to be handled.
    private List<RecordOutcome> OutcomesOf(HashSet<string> failed)
    {
        var outcomes = new List<RecordOutcome>(ids.Count);
        for (var i = 0; i < ids.Count; i++)
        {
            var told = ToldOf(i);
            outcomes.Add(failed.Contains(ids[i]) && told.Result is not RecordResult.Failed
                ? new RecordOutcome(ids[i], RecordResult.Failed, "the function answered it as failed and gave no reason")
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
        // A function of ours tells them all in their order, also those without a name.
        if (_told.Count == ids.Count && _told[index].Id == ids[index])
        {
            return _told[index];
        }

        return _told.Find(outcome => outcome.Id == ids[index] && outcome.Id.Length > 0)
            ?? new RecordOutcome(ids[index], RecordResult.Unknown, "the function does not tell what became of it");
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
