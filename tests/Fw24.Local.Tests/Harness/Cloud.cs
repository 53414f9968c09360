using System.Text;
using System.Text.Json;
using Fw24.Local.Resources;
using Fw24.Local.Tables;
using Fw24.Model;

namespace Fw24.Local.Tests.Harness;

/// <summary>Clouds with few resources, and shortcuts to write items.</summary>
internal static class Cloud
{
    public static AppModel NoApp { get; } = new() { Name = "none", Tables = [], Handlers = [] };

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>A topology of only these resources, without an app.</summary>
    public static LocalTopology Topology(
        TableResource[]? tables = null,
        TopicResource[]? topics = null,
        QueueResource[]? queues = null,
        SubscriptionResource[]? subscriptions = null,
        FunctionResource[]? functions = null,
        StreamMappingResource[]? streamMappings = null,
        QueueMappingResource[]? queueMappings = null,
        LogGroupResource[]? logGroups = null) => new()
        {
            Region = "eu-west-1",
            Account = "111122223333",
            Tables = tables ?? [],
            Topics = topics ?? [],
            Queues = queues ?? [],
            Subscriptions = subscriptions ?? [],
            Functions = functions ?? [],
            StreamMappings = streamMappings ?? [],
            QueueMappings = queueMappings ?? [],
            LogGroups = logGroups ?? [],
        };

    public static LocalCloud Create(LocalTopology topology, Action<LocalCloudOptions>? configure = null) => LocalCloud.Create(NoApp, options =>
    {
        options.Topology = topology;
        options.Shards = 1;
        configure?.Invoke(options);
    });

    public static FunctionResource Function(string name, int timeoutSeconds = 30)
        => new() { Name = name, Environment = new Dictionary<string, string>(), TimeoutSeconds = timeoutSeconds };

    /// <summary>A table with the key <c>id</c> of a type and, optionally, the sort key <c>sort</c>.</summary>
    public static TableResource Table(KeyType key = KeyType.String, KeyType? sort = null, StreamViewType? view = StreamViewType.NewAndOldImages) => new()
    {
        Name = "things",
        PartitionKey = new KeyAttribute("id", key),
        SortKey = sort is { } type ? new KeyAttribute("sort", type) : null,
        TimeToLive = "ttl",
        StreamViewType = view,
    };

    public static ItemImage Item(string json) => new(Encoding.UTF8.GetBytes(json));

    /// <summary>The item of an id with a value.</summary>
    public static ItemImage Thing(string id, int value) => Item($$$"""{"id":{"S":"{{{id}}}"},"value":{"N":"{{{value}}}"}}""");

    public static ItemImage Key(string id) => Item($$$"""{"id":{"S":"{{{id}}}"}}""");

    public static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    public static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The stream records of a table, as JSON.</summary>
    public static List<JsonElement> Records(LocalTable table)
        => [.. table.Stream!.Records.Select(static record => JsonElement.Parse(record.Json.Span))];
}
