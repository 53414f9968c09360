using Fw24;

namespace Mistaken;

// The mistake: an item without a key.
[DynamoTable("orders")]
public sealed record Order(string OrderId);
