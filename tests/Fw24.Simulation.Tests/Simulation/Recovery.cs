using Fw24.Aws;
using Fw24.Local;
using Fw24.Local.Queues;
using Fw24.Model;
using Fw24.Replay;
using Fw24.Simulation.Checks;

namespace Fw24.Simulation;

/// <summary>An operator's work after a bad day: replays what was given up, until nothing is left.</summary>
internal sealed class Recovery : IDisposable
{
    // The messages of a replay are subject to the same faults downstream, and may be given up again.
    private const int MaxRounds = 30;

    private readonly LocalCloud _cloud;
    private readonly AppModel _app;
    private readonly DynamoDbStreamsClient _streams;
    private readonly Replayer _replayer;

    public Recovery(LocalCloud cloud, AppModel app, StreamEndpoint streams)
    {
        (_cloud, _app, _streams) = (cloud, app, streams.Client());
        _replayer = new Replayer(
            app, name => (payload, _, cancellationToken) => new ValueTask<ReadOnlyMemory<byte>>(cloud.InvokeAsync(name, payload, cancellationToken)), cloud.Claims, _streams, cloud.Time)
        {
            FailedRecords = _ => cloud.FailedRecords,
        };
    }

    /// <summary>Replays the content of dead-letter and on-failure queues.</summary>
    public async Task ReplayGivenUpAsync(CancellationToken cancellationToken)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var replayed = 0;
            foreach (var table in _app.Tables)
            {
                replayed += await ReplayAsync(
                    table.StreamFunction,
                    message => _replayer.ReplayParkedAsync(message.Body, cancellationToken),
                    cancellationToken);
                replayed += await ReplayAsync(table.AuditFunction, message => _replayer.ReplayMessageAsync(table.AuditFunction, message.Body, cancellationToken), cancellationToken);
            }

            foreach (var handler in _app.Handlers)
            {
                replayed += await ReplayAsync(handler.Name, message => _replayer.ReplayMessageAsync(handler.Name, message.Body, cancellationToken), cancellationToken);
            }

            if (replayed == 0)
            {
                return;
            }

            await _cloud.RunUntilIdleAsync(cancellationToken);
        }
    }

    /// <summary>Replays parked records. Those that cannot be read are parked again.</summary>
    public async Task ReplayParkedAsync(CancellationToken cancellationToken)
    {
        foreach (var message in _cloud.ParkingQueue.Messages)
        {
            await _replayer.ReplayParkedAsync(message.Body, cancellationToken);
        }

        await _cloud.RunUntilIdleAsync(cancellationToken);
    }

    public void Dispose() => _streams.Dispose();

    private async Task<int> ReplayAsync(string function, Func<LocalMessage, ValueTask<ReplayOutcome>> replay, CancellationToken cancellationToken)
    {
        var queue = Leftovers.DeadLetters(_cloud, function);
        var count = queue.Count;
        for (var replayed = 0; replayed < count && queue.Receive(1) is [var message]; replayed++)
        {
            if (await IsDoneAsync(replay, message))
            {
                queue.Delete(message);
            }
        }

        // Messages that failed again can be received again.
        await _cloud.AdvanceAsync(queue.Count > 0 ? TimeSpan.FromMinutes(1) : TimeSpan.Zero, cancellationToken);
        return count;
    }

    private static async Task<bool> IsDoneAsync(Func<LocalMessage, ValueTask<ReplayOutcome>> replay, LocalMessage message)
    {
        try
        {
            return (await replay(message)).CanBeDeleted;
        }
        catch (InvalidOperationException)
        {
            // The function did not respond, for example because it timed out.
            return false;
        }
    }
}
