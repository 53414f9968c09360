namespace Fw24.Generators.Tests.Entities;

/// <summary>What a later version of a class says of the items of earlier ones.</summary>
[DynamoTable("evolved")]
public sealed record Evolved
{
    [PartitionKey] public required string Id { get; init; }

    [DynamoAttribute("title", Aliases = ["name", "Label"])] public required string Title { get; init; }
    [DynamoAttribute(Aliases = ["remark"])] public string? Note { get; init; }
    [DynamoAttribute(Aliases = ["Count"])] public int? Kept { get; set; } = 7;
    [DynamoAttribute("mail", Aliases = ["e-mail"]), Sensitive(Redaction.Hmac)] public string? Mail { get; init; }
    [DynamoAttribute("pin", Aliases = ["code"]), Sensitive, AuditIgnore] public string? Pin { get; init; }

    [DynamoAttribute(Default = "web")] public required string Channel { get; init; }
    [DynamoAttribute("rate", Default = 3)] public required decimal Rate { get; init; }
    [DynamoAttribute(Default = Stage.Open)] public required Stage Stage { get; init; }
    [DynamoAttribute(Default = true)] public bool? Active { get; init; }
    [DynamoAttribute(Default = (byte)2, Aliases = ["lvl"])] public required long Level { get; init; }

    public EvolvedPart? Part { get; init; }
}

/// <summary>A nested type that evolved, too.</summary>
public sealed record EvolvedPart([property: DynamoAttribute("no", Aliases = ["number"])] int Number, [property: DynamoAttribute(Default = "pcs")] string Unit);

/// <summary>Names that a later version may add to are read as one member.</summary>
public enum Stage
{
    Open,
    Done,
    [UnknownValue] Unknown,
}

/// <summary>Its upgrade method is private, as a method is by default.</summary>
[DynamoTable("upgraded")]
public sealed record Upgraded
{
    [PartitionKey] public required string Id { get; init; }
    public required string Name { get; init; }
    public required decimal Total { get; init; }
    public required bool Paid { get; init; }
    public required List<string> Tags { get; init; }

    [ItemUpgrade]
    private static void Upgrade(RawItem item)
    {
        if (item.TryGetString("first", out var first) && item.TryGetString("last", out var last))
        {
            item.Set("Name", $"{first} {last}");
            item.Remove("first");
        }

        if (item.TryGetNumber("Cents", out var cents))
        {
            item.Set("Total", cents / 100);
        }

        item.Rename("paid", "Paid");
        if (item.TryGetBoolean("Paid", out var isPaid) && isPaid && !item.Has("Tags"))
        {
            item.SetValue("Tags", """{"L":[{"S":"paid"}]}"""u8.ToArray());
        }
    }
}

/// <summary>Its upgrade method can be called by its name.</summary>
[DynamoTable("upgraded-openly")]
public sealed record UpgradedOpenly
{
    [PartitionKey] public required string Id { get; init; }
    public required int Size { get; init; }

    [ItemUpgrade]
    internal static void Begin(RawItem item)
    {
        if (!item.Has("Size"))
        {
            item.Set("Size", 1);
        }
    }
}
