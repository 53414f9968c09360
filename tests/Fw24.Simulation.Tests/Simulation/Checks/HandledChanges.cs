using System.Text.Json;
using Fw24.Local.Tables;
using Fw24.Simulation.Domain;

namespace Fw24.Simulation.Checks;

/// <summary>The writes to the idempotency table, by row and in order, read independently of the code under test.</summary>
internal sealed class HandledChanges
{
    private readonly Dictionary<string, List<string>> _states = new(StringComparer.Ordinal);

    private HandledChanges()
    {
    }

    /// <summary>Reads the idempotency table's stream. A row's writes are in one shard, or in shards that follow one another.</summary>
    public static async Task<HandledChanges> ReadAsync(LocalTable table, CancellationToken cancellationToken)
    {
        var handled = new HandledChanges();
        var stream = table.Stream!;
        foreach (var shard in await stream.GetShardsAsync(cancellationToken))
        {
            var position = await stream.GetPositionAsync(shard.ShardId, StreamStartingPosition.TrimHorizon, cancellationToken);
            foreach (var record in (await stream.ReadAsync(position, int.MaxValue, cancellationToken)).Records)
            {
                handled.Add(JsonElement.Parse(record.Json.Span).GetProperty("dynamodb").GetProperty("NewImage"));
            }
        }

        return handled;
    }

    /// <summary>Indicates whether a change was recorded as handled before it was claimed for a handler's effect.</summary>
    public bool IsBefore(string handler, Sighting sighting)
    {
        var states = _states[$"{handler}#{sighting.EventId}"];
        var claim = states.IndexOf($"claimed by {sighting.Delivery}");
        var record = states.IndexOf("handled");
        return record >= 0 && record < claim;
    }

    private void Add(JsonElement row)
    {
        var id = Text(row, "id");
        if (!_states.TryGetValue(id, out var states))
        {
            _states.Add(id, states = []);
        }

        states.Add(Text(row, "state"));
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetProperty("S").GetString()!;
}
