using Fw24.Operations.Manifests.Resources;

namespace Fw24.Operations.Manifests;

/// <summary>Finds the queues of what functions gave up on among those of a manifest.</summary>
internal static class ManifestQueues
{
    /// <summary>Returns the queues: the parking queue first.</summary>
    /// <param name="app">The app as the manifest has it.</param>
    public static IReadOnlyList<FailureQueue> Of(ManifestApp app)
    {
        // In the manifest a function has its name in AWS, and the app's.
        var functions = app.Functions.ToDictionary(
            static function => function.Name, static function => function.Function, StringComparer.Ordinal);
        List<FailureQueue> queues = [];
        if (ParkingQueue(app) is { } parking)
        {
            queues.Add(new FailureQueue(parking, FailureQueueKind.Parking, null));
        }

        foreach (var source in app.EventSources)
        {
            var function = functions[source.Function];
            if (source.OnFailure is { } onFailure)
            {
                queues.Add(new FailureQueue(onFailure, FailureQueueKind.OnFailure, function));
            }
            else if (app.Queues.FirstOrDefault(queue => queue.Name == source.Queue)?.DeadLetterQueue is { } deadLetters)
            {
                queues.Add(new FailureQueue(deadLetters.Queue, FailureQueueKind.DeadLetter, function) { Source = source.Queue });
            }
        }

        return queues;
    }

    private static string? ParkingQueue(ManifestApp app) => app.Functions
        .Select(static function => function.Environment.GetValueOrDefault(Fw24Variables.ParkingQueueUrl)?.Name)
        .FirstOrDefault(static name => name is not null);
}
