using System.Numerics;
using Fw24;

namespace Orders;

/// <summary>Something the shop sells.</summary>
/// <remarks>Its key is a number, and its serial a number of up to 38 digits: both keep every digit.</remarks>
[DynamoTable("products")]
[Audit(AuditLoggerType.Console)]
public sealed class Product(long number, string title)
{
    [PartitionKey] public long Number { get; } = number;
    public string Title { get; } = title;
    public decimal Price { get; set; }
    public BigInteger? Serial { get; set; }
    public TimeSpan? Warranty { get; set; }
    public Uri? Page { get; set; }
    public IReadOnlySet<int>? Sizes { get; set; }
    [AuditActor] public string? EditedBy { get; set; }
}
