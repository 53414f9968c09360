using Fw24.Local;
using Fw24.Operations;

namespace Fw24.Console.Failures;

/// <summary>Finds the queues of a topology in which failures are kept.</summary>
internal static class TopologyQueues
{
    /// <summary>Returns the queues: those of parked records first, then those of streams and of functions.</summary>
    public static IEnumerable<FailureQueue> FailureQueues(this LocalTopology topology)
    {
        var consumers = topology.QueueMappings.ToDictionary(
            static mapping => mapping.Queue, mapping => FunctionOf(topology, mapping.Function));
        var onFailure = topology.StreamMappings.Where(static mapping => mapping.OnFailureQueue is not null)
            .ToDictionary(static mapping => mapping.OnFailureQueue!, mapping => FunctionOf(topology, mapping.Function));
        var sources = topology.Queues.Where(queue => consumers.ContainsKey(queue.Name) && queue.DeadLetterQueue is not null)
            .ToDictionary(static queue => queue.DeadLetterQueue!, static queue => queue.Name);

        // What is none of these, and what nothing consumes, is a parking queue: a topology with several stages names none of its own.
        foreach (var queue in topology.Queues.Where(queue => !consumers.ContainsKey(queue.Name)).OrderBy(queue => RankOf(queue.Name)))
        {
            yield return sources.TryGetValue(queue.Name, out var source)
                ? new FailureQueue(queue.Name, FailureQueueKind.DeadLetter, consumers[source]) { Source = source }
                : onFailure.TryGetValue(queue.Name, out var function)
                    ? new FailureQueue(queue.Name, FailureQueueKind.OnFailure, function)
                    : new FailureQueue(queue.Name, FailureQueueKind.Parking, null);
        }

        int RankOf(string name) => sources.ContainsKey(name) ? 2 : onFailure.ContainsKey(name) ? 1 : 0;
    }

    private static string FunctionOf(LocalTopology topology, string name)
        => topology.Functions.Single(function => function.Name == name).Function;
}
