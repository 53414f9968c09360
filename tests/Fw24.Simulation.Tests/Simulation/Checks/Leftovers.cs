using System.Text;
using System.Text.Json;
using Fw24.Local;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Replay;

namespace Fw24.Simulation.Checks;

/// <summary>The work that can be replayed: in on-failure and dead-letter queues, and in the parking queue.</summary>
internal sealed class Leftovers
{
    private readonly HashSet<(string Function, string EventId)> _givenUp = [];
    private readonly Dictionary<(string Function, string EventId), List<ReadOnlyMemory<byte>>> _parked = [];

    private Leftovers()
    {
    }

    /// <summary>Changes that functions gave up, by function. Those of a stream processor are missing downstream as well.</summary>
    public IReadOnlySet<(string Function, string EventId)> GivenUp => _givenUp;

    /// <summary>The records that functions parked, by function and event id.</summary>
    public IReadOnlyDictionary<(string Function, string EventId), List<ReadOnlyMemory<byte>>> Parked => _parked;

    /// <summary>Reads the queues.</summary>
    public static async Task<Leftovers> FindAsync(LocalCloud cloud, AppModel app, IReadOnlyDictionary<string, Journal> journals, CancellationToken cancellationToken)
    {
        var left = new Leftovers();
        foreach (var table in app.Tables)
        {
            foreach (var message in DeadLetters(cloud, table.StreamFunction).Messages)
            {
                var range = StreamRange.Read(await RecordOfAsync(cloud, message.Body, cancellationToken));
                foreach (var change in journals[table.Name].Range(range.ShardId, range.StartSequenceNumber, range.EndSequenceNumber))
                {
                    left._givenUp.Add((table.StreamFunction, change.EventId));
                }
            }
        }

        foreach (var function in app.Tables.Select(static table => table.AuditFunction).Concat(app.Handlers.Select(static handler => handler.Name)))
        {
            foreach (var message in DeadLetters(cloud, function).Messages)
            {
                left._givenUp.Add((function, MessageId(message.Body)));
            }
        }

        foreach (var message in cloud.ParkingQueue.Messages)
        {
            var parked = await ParkedMessage.ReadAsync(message.Body, cloud.Claims, cancellationToken);
            var eventId = parked.EventId ?? RecordedChange.FindEventId(parked.Content.Span);
            if (!left._parked.TryGetValue((parked.Function, eventId), out var contents))
            {
                left._parked.Add((parked.Function, eventId), contents = []);
            }

            contents.Add(parked.Content);
        }

        return left;
    }

    /// <summary>Gets the queue that receives a function's failures.</summary>
    public static Local.Queues.LocalQueue DeadLetters(LocalCloud cloud, string function)
        => cloud.Queues.TryGetValue($"{function}-dlq.fifo", out var fifo) ? fifo : cloud.Queues[$"{function}-dlq"];

    // A message names an object, or is the record itself for a table with secrets.
    private static async Task<ReadOnlyMemory<byte>> RecordOfAsync(
        LocalCloud cloud,
        ReadOnlyMemory<byte> message,
        CancellationToken cancellationToken)
    {
        using var json = JsonDocument.Parse(message);
        if (!json.RootElement.TryGetProperty("detail", out var detail))
        {
            return message;
        }

        var (bucket, key) = (detail.GetProperty("bucket").GetProperty("name"), detail.GetProperty("object").GetProperty("key"));
        return (await cloud.FailedRecords.FetchAsync($"s3://{bucket.GetString()}/{key.GetString()}", cancellationToken)).GetValueOrDefault();
    }

    /// <summary>Gets the event id of a change message.</summary>
    public static string MessageId(ReadOnlyMemory<byte> body)
    {
        var json = new Utf8JsonReader(body.Span);
        json.Read();
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var isId = json.ValueTextEquals("id"u8);
            json.Read();
            if (isId)
            {
                return json.GetString()!;
            }

            json.Skip();
        }

        throw new JsonException($"A message has no id: {Encoding.UTF8.GetString(body.Span)}");
    }
}
