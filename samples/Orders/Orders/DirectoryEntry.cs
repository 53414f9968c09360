using Fw24;

namespace Orders;

/// <summary>An entry of the customer directory. Only <see cref="CustomerDirectory"/> writes it.</summary>
[DynamoTable("customer-directory")]
public sealed record DirectoryEntry
{
    [PartitionKey] public required string CustomerId { get; init; }

    /// <summary><see langword="null"/> once the customer is gone: the entry stays for a while, so that a change that comes late cannot bring the customer back.</summary>
    public string? Name { get; init; }

    public LoyaltyTier Tier { get; init; }

    /// <summary>The change the entry shows.</summary>
    public required string SequenceNumber { get; init; }

    [TimeToLive] public DateTimeOffset? ForgetAfter { get; init; }
    [Version] public long Version { get; init; }
}
