using Fw24.Local;
using Fw24.Operations.Restores;

namespace Fw24.Console.Trails;

/// <summary>The tables of a cloud, in a stage.</summary>
internal sealed class CloudTables(LocalCloud cloud, string? stage) : ITableSource
{
    /// <inheritdoc/>
    public ITable<T> Table<T>()
        where T : class
        => cloud.Table<T>(stage);
}
