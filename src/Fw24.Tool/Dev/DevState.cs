using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fw24.Local;
using Fw24.Local.Logs;
using Fw24.Local.Streams;
using Fw24.Local.Topics;

namespace Fw24.Tool.Dev;

/// <summary>
/// What a run leaves to the next one, besides the tables: how far streams were read, the messages that were given up on, large and failed
/// records, and log events.
/// </summary>
/// <remarks>
/// It is saved when the cloud is idle, so that all records that were read are dealt with. Records that a run dealt with after its last
/// save are delivered again, as Lambda may do.
/// </remarks>
internal sealed class DevState
{
    private const string SchemaV2 = "fw24.dev/2";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The name of the schema.</summary>
    public string Schema { get; init; } = SchemaV2;

    /// <summary>The sequence number of the last record that was dealt with, by the stream's ARN and the shard.</summary>
    public Dictionary<string, IReadOnlyDictionary<string, string>> Streams { get; init; } = [];

    /// <summary>The messages of queues that no function receives, by queue.</summary>
    public Dictionary<string, List<KeptMessage>> Queues { get; init; } = [];

    /// <summary>The data of large records, by name.</summary>
    public Dictionary<string, byte[]> Claims { get; init; } = [];

    /// <summary>The records that stream mappings gave up on, by reference.</summary>
    public Dictionary<string, byte[]> FailedRecords { get; init; } = [];

    /// <summary>The events of log groups, by log group.</summary>
    public Dictionary<string, List<KeptEvent>> Logs { get; init; } = [];

    /// <summary>Reads the state of an earlier run.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The state; an empty one if there is no file.</returns>
    /// <exception cref="ToolException">The file is not one.</exception>
    public static DevState Read(string file)
    {
        if (!File.Exists(file))
        {
            return new DevState();
        }

        try
        {
            if (JsonSerializer.Deserialize<DevState>(File.ReadAllBytes(file), s_json) is { Schema: SchemaV2 } state)
            {
                return state;
            }
        }
        catch (JsonException exception)
        {
            throw new ToolException($"{file} cannot be read ({exception.Message}). Delete it to begin anew.", exception);
        }

        throw new ToolException($"{file} is of another version of the tool. Delete it to begin anew.");
    }

    /// <summary>Collects the state of a cloud that is idle.</summary>
    /// <param name="cloud">The cloud.</param>
    /// <param name="streams">Its streams.</param>
    /// <param name="earlier">The state before, whose messages are kept while topics and queues are at an endpoint.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public static async Task<DevState> OfAsync(
        LocalCloud cloud, IEnumerable<DynamoDbStreamSource> streams, DevState earlier, CancellationToken cancellationToken)
    {
        var received = cloud.Topology.QueueMappings.Select(static mapping => mapping.Queue).ToHashSet(StringComparer.Ordinal);
        var isEmbedded = cloud.Parts.Messaging.Endpoint is null;
        var state = new DevState
        {
            Streams = streams.ToDictionary(
                static stream => stream.StreamArn, static stream => (IReadOnlyDictionary<string, string>)stream.Positions.ToDictionary()),
            Queues = isEmbedded
                ? cloud.Queues.Values.Where(queue => !received.Contains(queue.Name)).ToDictionary(
                    static queue => queue.Name, static queue => queue.Messages.Select(KeptMessage.Of).ToList())
                : earlier.Queues,
            Claims = isEmbedded ? [] : earlier.Claims,
            FailedRecords = cloud.Parts.FailedRecords.Snapshot().ToDictionary(static one => one.Key, static one => one.Value.ToArray()),
            Logs = cloud.LogGroups.Values.ToDictionary(
                static group => group.Name, static group => group.Events.Select(KeptEvent.Of).ToList()),
        };
        if (!isEmbedded)
        {
            return state;
        }

        await foreach (var name in cloud.Claims.FindAsync("", cancellationToken).ConfigureAwait(false))
        {
            var reference = Local.Functions.ClaimedContent.ReferenceOf(name);
            if (await cloud.Claims.FetchAsync(reference, cancellationToken).ConfigureAwait(false) is { } content)
            {
                state.Claims[name] = content.ToArray();
            }
        }

        return state;
    }

    /// <summary>Puts the state into a new cloud. Its streams have their positions already.</summary>
    public async Task RestoreAsync(LocalCloud cloud, CancellationToken cancellationToken)
    {
        foreach (var (name, messages) in Queues)
        {
            if (cloud.Queues.TryGetValue(name, out var queue))
            {
                messages.ForEach(message => queue.Restore(message.ToMessage()));
            }
        }

        foreach (var (name, content) in cloud.Parts.Messaging.Endpoint is null ? Claims : [])
        {
            await cloud.Claims.StoreAsync(name, content, cancellationToken).ConfigureAwait(false);
        }

        foreach (var (reference, content) in FailedRecords)
        {
            cloud.Parts.FailedRecords.Restore(reference, content);
        }

        foreach (var (name, events) in Logs)
        {
            if (cloud.LogGroups.TryGetValue(name, out var group))
            {
                events.ForEach(stored => group.Restore(stored.ToEvent()));
            }
        }
    }

    /// <summary>Returns the state as its file has it.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, s_json);

    /// <summary>A message.</summary>
    internal sealed record KeptMessage(
        string MessageId,
        DateTimeOffset SentAt,
        string Body,
        IReadOnlyDictionary<string, MessageAttribute> Attributes,
        string? GroupId,
        string? DeduplicationId,
        string? DeadLetterSource,
        string? Reason)
    {
        /// <summary>Copies a message of a queue.</summary>
        public static KeptMessage Of(Local.Queues.LocalMessage message)
            => new(
                message.MessageId, message.SentAt, message.Text, message.Attributes, message.GroupId, message.DeduplicationId,
                message.DeadLetterSource, message.Reason);

        /// <summary>Creates the message again.</summary>
        public Local.Queues.LocalMessage ToMessage() => new()
        {
            MessageId = MessageId,
            SentAt = SentAt,
            Body = System.Text.Encoding.UTF8.GetBytes(Body),
            Attributes = Attributes,
            GroupId = GroupId,
            DeduplicationId = DeduplicationId,
            DeadLetterSource = DeadLetterSource,
            Reason = Reason,
        };
    }

    /// <summary>A log event.</summary>
    internal sealed record KeptEvent(string LogStream, DateTimeOffset Timestamp, DateTimeOffset IngestedAt, string Message)
    {
        /// <summary>Copies an event of a log group.</summary>
        public static KeptEvent Of(LocalLogEvent stored) => new(stored.LogStream, stored.Timestamp, stored.IngestedAt, stored.Text);

        /// <summary>Creates the event again.</summary>
        public LocalLogEvent ToEvent() => new(LogStream, Timestamp, IngestedAt, System.Text.Encoding.UTF8.GetBytes(Message));
    }
}
