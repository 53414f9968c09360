using Fw24;

namespace Catalog;

/// <summary>A product for sale.</summary>
[DynamoTable("products")]
[StreamEnabled]
public sealed class Product
{
    [PartitionKey]
    public string Sku { get; set; } = "";

    public decimal Price { get; set; }
}
