using Fw24.Model;

namespace Fw24.Tool.Audit;

/// <summary>An item that a command line names.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Entity">Its entity.</param>
/// <param name="Key">Its key.</param>
internal sealed record NamedItem(TableModel Table, EntityModel Entity, ItemImage Key);
