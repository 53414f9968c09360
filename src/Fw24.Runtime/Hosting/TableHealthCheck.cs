using Fw24.Configuration;
using Fw24.Diagnostics;
using Fw24.Json;
using Fw24.Model;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Fw24.Hosting;

/// <summary>Reads a key that no item has from each registered table.</summary>
/// <param name="services">The program's services.</param>
internal sealed class TableHealthCheck(IServiceProvider services) : IHealthCheck
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No app is registered.</exception>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        AppModel[] apps = [.. services.GetServices<AppModel>().Distinct()];
        if (apps.Length == 0)
        {
            throw new InvalidOperationException(
                "AddFw24Tables checks the tables of registered apps, and there is none. Register one: services.AddFw24(SomeApp.Model).");
        }

        var store = services.GetRequiredService<IItemStore>();
        var checks =
            from app in apps
            let names = services.GetRequiredKeyedService<TableNames>(app)
            from table in app.Tables
            select CheckAsync(store, table, names.Of(table.Name), cancellationToken);
        var results = await Task.WhenAll(checks).ConfigureAwait(false);

        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (table, error) in results)
        {
            data[table] = error ?? "reachable";
        }

        string[] failures = [.. results.Where(static one => one.Error is not null).Select(static one => $"{one.Table}: {one.Error}")];
        if (failures.Length == 0)
        {
            return HealthCheckResult.Healthy($"Tables that can be read: {string.Join(", ", data.Keys)}.", data);
        }

        var description = $"Tables that cannot be read: {string.Join("; ", failures)}";
        return new HealthCheckResult(context.Registration.FailureStatus, description, data: data);
    }

    private static async Task<(string Table, string? Error)> CheckAsync(
        IItemStore store, TableModel table, string name, CancellationToken cancellationToken)
    {
        try
        {
            await store.GetAsync(name, KeyOfNoItem(table), cancellationToken).ConfigureAwait(false);
            return (name, null);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return (name, ExceptionSummary.Of(exception));
        }
    }

    private static ItemImage KeyOfNoItem(TableModel table) => ItemWriter.ToItem(table, static (writer, table) =>
    {
        Write(writer, table.PartitionKey);
        if (table.SortKey is { } sortKey)
        {
            Write(writer, sortKey);
        }
    });

    private static void Write(ItemWriter writer, KeyAttribute key)
    {
        writer.WriteName(key.Name);
        switch (key.Type)
        {
            case KeyType.Number:
                // The least number that DynamoDB stores.
                writer.WriteText(AttributeType.Number, "-9.9999999999999999999999999999999999999E+125");
                break;
            case KeyType.Binary:
                writer.WriteBytes("fw24-health-check"u8);
                break;
            default:
                writer.WriteString("fw24-health-check");
                break;
        }
    }
}
