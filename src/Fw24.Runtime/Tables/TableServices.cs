using Fw24.Configuration;
using Fw24.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fw24.Tables;

/// <summary>Registers an <see cref="ITable{T}"/> for each entity that it visits, unless one is registered already.</summary>
/// <param name="services">The services, which include an <see cref="IItemStore"/>.</param>
/// <param name="table">The table that holds the entities' items.</param>
/// <param name="names">Gets the names of tables in AWS.</param>
internal sealed class TableServices(IServiceCollection services, TableModel table, Func<IServiceProvider, TableNames> names)
    : IEntityVisitor
{
    /// <inheritdoc/>
    public void Visit<T>(EntityModel<T> entity)
        where T : class
        => services.TryAddSingleton<ITable<T>>(provider
            => new Table<T>(
                table,
                entity,
                provider.GetRequiredService<IItemStore>(),
                names(provider).Of(table.Name),
                provider.GetService<PageTokenKeys>(),
                provider.GetService<TimeProvider>()));
}
