using System.Text.Json;

namespace Fw24.Tool.Costs;

/// <summary>Reads what determines the cost of an app from its manifest.</summary>
internal sealed class PricedManifest
{
    private const string Schema = "fw24.manifest/1";

    private readonly JsonElement _manifest;

    private PricedManifest(JsonElement manifest) => _manifest = manifest;

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="ToolException">The text is none.</exception>
    public static PricedApp Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.GetProperty("schema").GetString() == Schema
                ? new PricedManifest(document.RootElement).Read()
                : throw new ToolException($"The file is not a manifest of the schema {Schema}.");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ToolException($"The file is not a manifest of the schema {Schema}: {exception.Message}", exception);
        }
    }

    private PricedApp Read() => new(
        Text(_manifest, "app"),
        [.. All("eventSources").Where(static source => source.TryGetProperty("stream", out _)).Select(TableOf)],
        All("alarms").Count);

    private PricedTable TableOf(JsonElement source)
    {
        var arn = Environment(Function(Text(source, "function")), "FW24_TOPIC_ARN")!.Value;
        var topic = Text(arn.GetProperty("arnOf"), "topic");
        var queues = All("subscriptions").Where(subscription => Text(subscription, "topic") == topic).Select(
            static subscription => Text(subscription, "queue"));
        var consumers = queues.SelectMany(queue => All("eventSources")
            .Where(other => other.TryGetProperty("queue", out var name) && name.GetString() == queue)
            .Select(other => new PricedConsumer(FunctionOf(other), queue, AuditOf(Function(Text(other, "function"))))));
        var isFifo = All("topics").Single(one => Text(one, "name") == topic).GetProperty("fifo").GetBoolean();
        return new PricedTable(Text(source, "stream"), FunctionOf(source), topic, isFifo, [.. consumers]);
    }

    private PricedFunction FunctionOf(JsonElement source)
    {
        var function = Function(Text(source, "function"));
        return new PricedFunction(
            Text(function, "function"),
            function.GetProperty("memoryMegabytes").GetInt32(),
            Text(function, "architecture") == "arm64",
            source.GetProperty("batchSize").GetInt32(),
            source.TryGetProperty("maxBatchingWindowSeconds", out var window) ? window.GetInt32() : 0);
    }

    private PricedAudit? AuditOf(JsonElement function)
    {
        if (!Text(function, "function").EndsWith("-audit", StringComparison.Ordinal))
        {
            return null;
        }

        var table = Environment(function, "FW24_AUDIT_TABLE") is { ValueKind: JsonValueKind.String } name ? name.GetString() : null;
        var indexes = table is null ? 0 : All("tables").Where(one => Text(one, "name") == table)
            .Sum(static one => one.TryGetProperty("indexes", out var several) ? several.GetArrayLength() : 0);
        return new PricedAudit(table, indexes, Environment(function, "FW24_SEAL_BUCKET") is not null);
    }

    private JsonElement Function(string name) => All("functions").Single(function => Text(function, "name") == name);

    private static JsonElement? Environment(JsonElement function, string variable)
        => function.GetProperty("environment").TryGetProperty(variable, out var value) ? value : null;

    private IReadOnlyList<JsonElement> All(string list) => _manifest.TryGetProperty(list, out var all) ? [.. all.EnumerateArray()] : [];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
