namespace Fw24.Model;

/// <summary>A table, its entities and the handling of its changes. Settings are the attributes as the user wrote them.</summary>
public sealed partial class TableModel
{
    /// <summary>The smallest maximum size of a topic's messages in bytes (SNS, MaximumMessageSize).</summary>
    internal const int LeastMaxMessageBytes = 1_024;

    /// <summary>The largest maximum size of a topic's messages in bytes (SNS, MaximumMessageSize).</summary>
    internal const int MostMaxMessageBytes = 1_048_576;

    /// <summary>The table's name.</summary>
    public required string Name { get; init; }

    /// <summary>The partition key.</summary>
    public required KeyAttribute PartitionKey { get; init; }

    /// <summary>The sort key, if the table has one.</summary>
    public KeyAttribute? SortKey { get; init; }

    /// <summary>The entities whose items the table contains: one or more.</summary>
    public required IReadOnlyList<EntityModel> Entities { get; init; }

    /// <summary>The attribute that distinguishes the entities; <see langword="null"/> if the table has only one.</summary>
    public string? Discriminator { get; init; }

    /// <summary>
    /// The entity of the items that lack the <see cref="Discriminator"/>, which were written before the table had several entities;
    /// <see langword="null"/> if such items belong to no entity.
    /// </summary>
    public EntityModel? UnmarkedEntity { get; init; }

    /// <summary>
    /// The attributes that an entity stores in clear although another entity of the table has a sensitive attribute of that name. Attributes not
    /// listed here are redacted: an attribute that an item's own entity does not have is redacted by the rules of the others.
    /// </summary>
    public IReadOnlyList<ClearAttributeModel> ClearAttributes { get; init; } = [];

    /// <summary>The attribute that contains the time to live, if there is one.</summary>
    public string? TimeToLive { get; init; }

    /// <summary>The table's global secondary indexes.</summary>
    public IReadOnlyList<IndexModel> Indexes { get; init; } = [];

    /// <summary>The stream's settings; <see langword="null"/> if the table's changes are not published.</summary>
    public StreamEnabledAttribute? Stream { get; init; }

    /// <summary>The audit's settings; <see langword="null"/> if the table is not audited.</summary>
    public AuditAttribute? Audit { get; init; }

    /// <summary>The topic's name, ending in <c>.fifo</c> if the topic is FIFO.</summary>
    public string TopicName => TopicIn(null);

    /// <summary>The stream processor's function name: <c>{table}-stream</c>.</summary>
    public string StreamFunction => $"{Name}-stream";

    /// <summary>The audit logger's function name: <c>{table}-audit</c>.</summary>
    public string AuditFunction => $"{Name}-audit";

    /// <summary>The maximum size of a topic's messages in bytes, unless a table states another.</summary>
    internal static int DefaultMaxMessageBytes { get; } = new StreamEnabledAttribute().MaxMessageBytes;

    /// <summary>The maximum size of the topic's messages in bytes.</summary>
    internal int MaxMessageBytes => Stream?.MaxMessageBytes ?? DefaultMaxMessageBytes;

    /// <summary>Returns the topic's name in a stage.</summary>
    internal string TopicIn(string? stage) => DeployedName.Topic(Stream?.TopicName ?? $"{Name}-stream", Stream is { Fifo: true }, stage);
}
