namespace Orders.Local.Commands;

/// <summary>One write of the sample's data: a line of <c>orders.jsonl</c>. Items and keys are DynamoDB JSON in UTF-8.</summary>
internal sealed record ShopCommand
{
    /// <summary>The time of the write.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The user who made the write.</summary>
    public required string Actor { get; init; }

    /// <summary>The action.</summary>
    public required ShopAction Action { get; init; }

    /// <summary>The entity, if the write goes through its typed table.</summary>
    public string? Entity { get; init; }

    /// <summary>The table, if the item is put as is, without an entity.</summary>
    public string? Table { get; init; }

    /// <summary>The whole item of a create or put.</summary>
    public ReadOnlyMemory<byte> Item { get; init; }

    /// <summary>The key of the item to update or delete.</summary>
    public ReadOnlyMemory<byte> Key { get; init; }

    /// <summary>The attributes that an update sets.</summary>
    public ReadOnlyMemory<byte> Set { get; init; }

    /// <summary>The attributes that an update removes.</summary>
    public IReadOnlyList<string> Remove { get; init; } = [];
}
