using Fw24.Audit;
using Fw24.Configuration;
using Fw24.Model;
using Fw24.Operations.Restores;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Tool.Apps;

/// <summary>An app's tables and audit, in a stage.</summary>
internal sealed class OpenApp : ITableSource, IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <summary>Opens them. Nothing is called yet.</summary>
    /// <param name="model">The app.</param>
    /// <param name="stage">The stage; <see langword="null"/> for that of the environment.</param>
    public OpenApp(AppModel model, string? stage)
    {
        Model = model;
        _services = new ServiceCollection().AddFw24(model, stage).BuildServiceProvider();
    }

    /// <summary>The app.</summary>
    public AppModel Model { get; }

    /// <summary>DynamoDB.</summary>
    public IItemStore Store => _services.GetRequiredService<IItemStore>();

    /// <summary>The reader of the app's audit.</summary>
    public IAuditReader Audit => _services.GetRequiredService<IAuditReader>();

    /// <summary>The names of the tables in AWS.</summary>
    public TableNames Names => _services.GetRequiredKeyedService<TableNames>(Model);

    /// <inheritdoc/>
    public ITable<T> Table<T>()
        where T : class
        => _services.GetRequiredService<ITable<T>>();

    /// <summary>Finds a table by its name in the model.</summary>
    /// <exception cref="ToolException">The app has no such table.</exception>
    public TableModel TableNamed(string name) => Model.Tables.FirstOrDefault(table => table.Name == name)
        ?? throw new ToolException(
            $"{Model.Name} has no table {name}. Its tables are {string.Join(", ", Model.Tables.Select(static table => table.Name))}.");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
