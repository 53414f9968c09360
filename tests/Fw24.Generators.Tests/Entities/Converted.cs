namespace Fw24.Generators.Tests.Entities;

/// <summary>Values that converters store as others, also in keys.</summary>
[DynamoTable("tickets")]
[GlobalIndex("by-open", PartitionKey = nameof(Open), SortKey = nameof(At))]
public sealed record Ticket
{
    [PartitionKey] public required TicketId Id { get; init; }
    [SortKey, DynamoConverter<EnumAsNumber<Priority>>] public required Priority Priority { get; init; }
    [DynamoConverter<BooleanAsNumber>] public bool Open { get; init; }
    [DynamoConverter<EpochSeconds>] public DateTimeOffset At { get; init; }
    [DynamoConverter<EpochMilliseconds>] public DateTime? Closed { get; init; }
    public TicketId? Parent { get; init; }
    public IReadOnlyList<TicketId> Others { get; init; } = [];
    public HashSet<TicketId> Seen { get; init; } = [];
    [DynamoAttribute("label", Aliases = ["mark"]), DynamoConverter<TicketLabelConverter>] public TicketLabel? Label { get; init; }
    [DynamoConverter<TicketPlaceConverter>] public Uri? Place { get; init; }
    public Priority? Named { get; init; }
}

/// <summary>A strongly typed id.</summary>
[DynamoConverter<TicketIdConverter>]
public readonly record struct TicketId(Guid Value);

/// <summary>A class that a converter stores as an object of its own.</summary>
public sealed record TicketLabel(string Text);

/// <summary>What is stored of a label.</summary>
public sealed record StoredLabel(string T);

public enum Priority : byte
{
    Low,
    High = 7,
}

internal sealed class TicketIdConverter : IDynamoConverter<TicketId, Guid>
{
    public static Guid ToStored(TicketId value) => value.Value;

    public static TicketId FromStored(Guid stored)
        => stored == Guid.Empty ? throw new ArgumentException($"{stored} is no id.") : new(stored);
}

internal struct TicketLabelConverter : IDynamoConverter<TicketLabel, StoredLabel>
{
    public static StoredLabel ToStored(TicketLabel value) => new(value.Text);

    public static TicketLabel FromStored(StoredLabel stored) => new(stored.T);
}

internal sealed class TicketPlaceConverter : IDynamoConverter<Uri, string>
{
    public static string ToStored(Uri value) => value.Host;

    public static Uri FromStored(string stored) => new($"https://{stored}/");
}
