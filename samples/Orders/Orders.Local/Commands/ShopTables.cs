using Fw24;
using Fw24.Tables;

namespace Orders.Local.Commands;

/// <summary>The tables that commands write to.</summary>
/// <param name="Orders">The orders.</param>
/// <param name="Notes">Their notes, in the same table.</param>
/// <param name="Customers">The customers.</param>
/// <param name="Products">The products.</param>
/// <param name="Items">The same tables without their entities, for items put as is.</param>
internal sealed record ShopTables(ITable<Order> Orders, ITable<OrderNote> Notes, ITable<Customer> Customers, ITable<Product> Products, IItemStore Items);
