using Amazon.SQS.Model;

namespace Orders.Local.Wires;

/// <summary>All event source mappings of a deployment.</summary>
internal sealed class EventSources : IAsyncDisposable
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(100);

    // A stream reports a write after a short delay: sources count as drained once a second look finds nothing more.
    private static readonly TimeSpan s_secondLook = TimeSpan.FromSeconds(1);

    private readonly List<EventSource> _sources;

    private EventSources(List<EventSource> sources) => _sources = sources;

    private int Progress => _sources.Sum(static source => source.Progress);

    /// <summary>Starts the mappings.</summary>
    /// <param name="deployment">The deployment.</param>
    /// <param name="messaging">The endpoint of its queues.</param>
    /// <param name="functions">Invokes a function by its name in the topology.</param>
    public static EventSources Start(Deployment deployment, MessagingEndpoint messaging, Func<string, InvokeFunction> functions)
    {
        var topology = deployment.Topology;
        List<EventSource> sources =
        [
            .. topology.StreamMappings.Select(mapping => new StreamSource(
                mapping,
                deployment.Streams[mapping.Table],
                functions(mapping.Function),
                (notice, cancellationToken) => mapping.OnFailureQueue is { } queue
                    ? messaging.Queues.SendMessageAsync(new SendMessageRequest(deployment.QueueUrls[queue], notice), cancellationToken)
                    : Task.CompletedTask)),
            .. topology.QueueMappings.Select(mapping => new QueueSource(
                mapping, messaging, deployment.QueueUrls[mapping.Queue], deployment.QueueArns[mapping.Queue], functions(mapping.Function))),
        ];
        sources.ForEach(static source => source.Start());
        return new EventSources(sources);
    }

    /// <summary>Waits until streams and queues have nothing more for the functions.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        int before;
        do
        {
            before = Progress;
            while (!await AreDrainedAsync(cancellationToken))
            {
                await Task.Delay(s_poll, cancellationToken);
            }

            await Task.Delay(s_secondLook, cancellationToken);
        }
        while (Progress != before || !await AreDrainedAsync(cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources)
        {
            await source.DisposeAsync();
        }
    }

    private async Task<bool> AreDrainedAsync(CancellationToken cancellationToken)
    {
        _sources.ForEach(static source => source.ThrowIfBroken());
        var drained = await Task.WhenAll(_sources.Select(source => source.IsDrainedAsync(cancellationToken)));
        return drained.All(static isDrained => isDrained);
    }
}
