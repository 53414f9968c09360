using System.Text.Json;

namespace Fw24.Operations.Manifests.Resources;

/// <summary>The resources of an app, as its manifest states them.</summary>
internal sealed record ManifestApp
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    /// <summary>The app's name.</summary>
    public required string App { get; init; }

    /// <summary>The stage, if the app has one.</summary>
    public string? Stage { get; init; }

    /// <summary>The tables.</summary>
    public required IReadOnlyList<ManifestTable> Tables { get; init; }

    /// <summary>The topics.</summary>
    public required IReadOnlyList<ManifestTopic> Topics { get; init; }

    /// <summary>The queues.</summary>
    public required IReadOnlyList<ManifestQueue> Queues { get; init; }

    /// <summary>The subscriptions of queues to topics.</summary>
    public required IReadOnlyList<ManifestSubscription> Subscriptions { get; init; }

    /// <summary>The functions.</summary>
    public required IReadOnlyList<ManifestFunction> Functions { get; init; }

    /// <summary>The event source mappings.</summary>
    public required IReadOnlyList<ManifestEventSource> EventSources { get; init; }

    /// <summary>The alarms.</summary>
    public required IReadOnlyList<ManifestAlarm> Alarms { get; init; }

    /// <summary>Reads a manifest.</summary>
    /// <param name="json">The manifest.</param>
    /// <param name="stage">The stage, if the manifest leaves it open.</param>
    /// <exception cref="InvalidDataException">The text is not a manifest of this version, or is of another stage.</exception>
    public static ManifestApp Read(string json, string? stage)
        => ManifestText.Read(json, stage, static manifest => Check(manifest.Deserialize<ManifestApp>(s_json)!));

    /// <summary>Returns the event source of a function; <see langword="null"/> if it has none.</summary>
    public ManifestEventSource? SourceOf(ManifestFunction function)
        => EventSources.FirstOrDefault(source => source.Function == function.Name);

    private static ManifestApp Check(ManifestApp app)
    {
        var functions = app.Functions.Select(static function => function.Name).ToHashSet(StringComparer.Ordinal);
        var streams = app.EventSources.Select(static source => source.Stream).OfType<string>().ToList();
        return functions.Count == app.Functions.Count
            && streams.Distinct(StringComparer.Ordinal).Count() == streams.Count
            && app.EventSources.All(source
                => functions.Contains(source.Function) && source.Stream is null != source.Queue is null)
                ? app
                : throw new InvalidOperationException(
                    "A function or the event source of a stream is stated twice, or an event source has no function or no source.");
    }
}
