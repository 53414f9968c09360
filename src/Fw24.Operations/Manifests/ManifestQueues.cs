using System.Text.Json;

namespace Fw24.Operations.Manifests;

/// <summary>Reads the queues of an app from its manifest.</summary>
internal static class ManifestQueues
{
    private const string Schema = "fw24.manifest/1";

    /// <summary>Reads the queues.</summary>
    /// <param name="json">The manifest.</param>
    /// <param name="stage">The stage, if the manifest leaves it open.</param>
    public static IReadOnlyList<FailureQueue> Read(string json, string? stage)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var manifest = document.RootElement;
            var schema = Text(manifest, "schema");
            if (schema is not Schema)
            {
                throw new InvalidDataException($"The manifest has the schema '{schema}', but this version reads {Schema}.");
            }

            // ${Stage}: a parameter of the template.
            var stated = manifest.TryGetProperty("stage", out var value) ? value.GetString() : null;
            if (stated?.StartsWith("${", StringComparison.Ordinal) is true)
            {
                return Read(json.Replace(stated, Demand(stage, stated), StringComparison.Ordinal), stage);
            }

            return stage is null || stage == stated
                ? Queues(manifest)
                : throw new InvalidDataException(
                    $"The manifest is of {(stated is null ? "no stage" : $"the stage '{stated}'")}, and not of '{stage}'.");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"The text is not a manifest of the schema {Schema}: {exception.Message}", exception);
        }
    }

    private static List<FailureQueue> Queues(JsonElement manifest)
    {
        // In the manifest a function has its name in AWS, and the app's.
        var functions = manifest.GetProperty("functions").EnumerateArray().ToDictionary(
            static function => Text(function, "name"), static function => Text(function, "function"), StringComparer.Ordinal);
        var deadLetters = manifest.GetProperty("queues").EnumerateArray()
            .Where(static queue => queue.TryGetProperty("deadLetterQueue", out _))
            .ToDictionary(
                static queue => Text(queue, "name"),
                static queue => Text(queue.GetProperty("deadLetterQueue"), "queue"),
                StringComparer.Ordinal);
        List<FailureQueue> queues = [];
        if (ParkingQueue(manifest) is { } parking)
        {
            queues.Add(new FailureQueue(parking, FailureQueueKind.Parking, null));
        }

        foreach (var source in manifest.GetProperty("eventSources").EnumerateArray())
        {
            var function = functions[Text(source, "function")];
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
                return Text(url.GetProperty("urlOf"), "queue");
            }
        }

        return null;
    }

    private static string Demand(string? stage, string parameter) => stage is null
        ? throw new InvalidDataException($"The manifest's stage is {parameter}, a parameter of its template: name the stage.")
        : DeployedName.IsStage(stage) ? stage
        : throw new InvalidDataException($"'{stage}' is not a stage: it must be {DeployedName.StageForm}.");

    private static string Text(JsonElement element, string name)
        => element.GetProperty(name).GetString() ?? throw new InvalidOperationException($"'{name}' is null.");
}
