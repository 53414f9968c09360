using Fw24;
using Fw24.Model;

namespace Orders.Local.Commands;

/// <summary>Executes commands as the shop's own programs would: through the typed tables, on behalf of the command's actor.</summary>
internal sealed class CommandReplay
{
    private readonly ShopTables _tables;
    private readonly Dictionary<string, Func<ShopCommand, CancellationToken, Task>> _entities;

    public CommandReplay(AppModel app, ShopTables tables)
    {
        _tables = tables;
        _entities = new(StringComparer.Ordinal)
        {
            [nameof(Order)] = new EntityReplay<Order>(app, tables.Orders).ApplyAsync,
            [nameof(OrderNote)] = new EntityReplay<OrderNote>(app, tables.Notes).ApplyAsync,
            [nameof(Customer)] = new EntityReplay<Customer>(app, tables.Customers).ApplyAsync,
            [nameof(Product)] = new EntityReplay<Product>(app, tables.Products).ApplyAsync,
        };
    }

    /// <summary>Executes one command: one write.</summary>
    public async Task ApplyAsync(ShopCommand command, CancellationToken cancellationToken)
    {
        if (command.Table is { } table)
        {
            await _tables.Items.PutAsync(table, new ItemImage(command.Item), null, cancellationToken);
            return;
        }

        await _entities[command.Entity!](command, cancellationToken);
    }
}
