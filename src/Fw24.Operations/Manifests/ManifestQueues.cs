using System.Text.Json;

namespace Fw24.Operations.Manifests;

/// <summary>Reads the queues of an app from its manifest.</summary>
internal static class ManifestQueues
{
    /// <summary>Reads the queues.</summary>
    /// <param name="json">The manifest.</param>
    /// <param name="stage">The stage, if the manifest leaves it open.</param>
    public static IReadOnlyList<FailureQueue> Read(string json, string? stage) => ManifestText.Read(json, stage, Queues);

    private static List<FailureQueue> Queues(JsonElement manifest)
    {
        // In the manifest a function has its name in AWS, and the app's.
        var functions = manifest.GetProperty("functions").EnumerateArray().ToDictionary(
            static function => ManifestText.Text(function, "name"),
            static function => ManifestText.Text(function, "function"),
            StringComparer.Ordinal);
        var deadLetters = manifest.GetProperty("queues").EnumerateArray()
            .Where(static queue => queue.TryGetProperty("deadLetterQueue", out _))
            .ToDictionary(
                static queue => ManifestText.Text(queue, "name"),
                static queue => ManifestText.Text(queue.GetProperty("deadLetterQueue"), "queue"),
                StringComparer.Ordinal);
        List<FailureQueue> queues = [];
        if (ParkingQueue(manifest) is { } parking)
        {
            queues.Add(new FailureQueue(parking, FailureQueueKind.Parking, null));
        }

        foreach (var source in manifest.GetProperty("eventSources").EnumerateArray())
        {
            var function = functions[ManifestText.Text(source, "function")];
            if (source.TryGetProperty("onFailure", out var onFailure))
            {
                queues.Add(new FailureQueue(onFailure.GetString()!, FailureQueueKind.OnFailure, function));
            }
            else if (source.TryGetProperty("queue", out var queue) && deadLetters.TryGetValue(queue.GetString()!, out var name))
            {
                queues.Add(new FailureQueue(name, FailureQueueKind.DeadLetter, function) { Source = queue.GetString() });
            }
        }

        return queues;
    }

    // {"FW24_PARKING_QUEUE_URL":{"urlOf":{"queue":"orders-parked-records"}}}
    private static string? ParkingQueue(JsonElement manifest)
    {
        foreach (var function in manifest.GetProperty("functions").EnumerateArray())
        {
            if (function.GetProperty("environment").TryGetProperty(Fw24Variables.ParkingQueueUrl, out var url))
            {
                return ManifestText.Text(url.GetProperty("urlOf"), "queue");
            }
        }

        return null;
    }
}
