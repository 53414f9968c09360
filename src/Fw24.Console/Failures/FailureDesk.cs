using Fw24.Console.Sources;
using Fw24.Operations;

namespace Fw24.Console.Failures;

/// <summary>Shows what was given up, and replays or drops it: one run at a time.</summary>
internal sealed class FailureDesk(ConsoleApp app, IFailureSource source, IConsoleCalls calls, ReplayJournal journal) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The number of messages in the queues.</summary>
    public int Count => source.Count;

    /// <summary>Indicates whether somebody must ask to read the messages.</summary>
    public bool IsReadOnDemand => source.IsReadOnDemand;

    /// <summary>
    /// Takes the known messages, grouped by queue, function and reason: the largest groups first; <see langword="null"/> if they
    /// were not read yet.
    /// </summary>
    public IReadOnlyList<KeptGroup>? Take() => source.Known is { } known
        ?
        [
            .. known
                .GroupBy(static kept => (kept.Message.Queue, kept.Function, kept.Cause))
                .Select(static group => new KeptGroup(group.Key.Queue, group.Key.Function, group.Key.Cause, [.. group]))
                .OrderByDescending(static group => group.Failures.Count)
                .ThenBy(static group => group.Id, StringComparer.Ordinal),
        ]
        : null;

    /// <summary>Reads the messages.</summary>
    public Task ReadAsync() => InTurnAsync(async token =>
    {
        await source.ReadAsync(token).ConfigureAwait(false);
        return true;
    });

    /// <summary>Replays messages of a queue through the functions that gave them up.</summary>
    public Task<IReadOnlyList<FailureOutcome>> ReplayAsync(FailureQueue queue, IReadOnlyList<string> messageIds, bool handlesAgain)
        => RunAsync(async (outcomes, token) =>
        {
            var replayer = await source.OpenReplayerAsync(handlesAgain, token).ConfigureAwait(false);
            var replay = new FailureReplay(source.Queues, replayer, journal, app.Time);
            await replay.ReplayAsync([queue], new FailureFilter { MessageIds = messageIds }, outcomes.Add, token).ConfigureAwait(false);
        });

    /// <summary>Deletes messages of a queue without replaying them.</summary>
    public Task<IReadOnlyList<FailureOutcome>> DropAsync(FailureQueue queue, IReadOnlyList<string> messageIds, string because)
        => RunAsync((outcomes, token) => new FailureReplay(source.Queues, journal, app.Time).DropAsync(
            [queue], new FailureFilter { MessageIds = messageIds }, because, outcomes.Add, token));

    public void Dispose() => _turn.Dispose();

    private Task<IReadOnlyList<FailureOutcome>> RunAsync(Func<List<FailureOutcome>, CancellationToken, Task> run)
        => InTurnAsync(async token =>
        {
            List<FailureOutcome> outcomes = [];
            await run(outcomes, token).ConfigureAwait(false);
            await source.SettleAsync(outcomes, token).ConfigureAwait(false);
            return (IReadOnlyList<FailureOutcome>)outcomes;
        });

    private Task<T> InTurnAsync<T>(Func<CancellationToken, Task<T>> call) => calls.CallAsync(async token =>
    {
        await _turn.WaitAsync(token).ConfigureAwait(false);
        try
        {
            return await call(token).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    });
}
