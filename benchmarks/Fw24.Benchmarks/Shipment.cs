using Amazon.DynamoDBv2.DataModel;

namespace Fw24.Benchmarks;

/// <summary>The measured item: 14 attributes, a nested list and a nested map, about 0.9 KB an image.</summary>
/// <remarks>The AWS SDK's attributes accompany Fw24's, so that both sides build the same objects.</remarks>
[DynamoTable("shipments")]
[StreamEnabled(Fifo = true)]
[Audit(AuditLoggerType.Console)]
[DynamoDBTable("shipments")]
public sealed class Shipment
{
    [PartitionKey, DynamoDBHashKey] public string ShipmentId { get; set; } = "";
    [SortKey, DynamoDBRangeKey] public string Part { get; set; } = "";
    public string CustomerId { get; set; } = "";
    public string Status { get; set; } = "";
    public decimal Total { get; set; }
    public long Revision { get; set; }
    public int Parcels { get; set; }
    public bool Express { get; set; }
    public double WeightKilograms { get; set; }
    public string Carrier { get; set; } = "";
    public string Note { get; set; } = "";
    public string UpdatedAt { get; set; } = "";
    public List<ShipmentLine> Lines { get; set; } = [];
    public ShipmentAddress To { get; set; } = new();
}

public sealed class ShipmentLine
{
    public string Sku { get; set; } = "";
    public int Quantity { get; set; }
    public decimal Price { get; set; }
}

public sealed class ShipmentAddress
{
    public string Street { get; set; } = "";
    public string City { get; set; } = "";
    public string PostalCode { get; set; } = "";
    public string Country { get; set; } = "";
}
