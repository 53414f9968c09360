using Fw24.Audit.Reading;
using Fw24.Audit.Reading.Stores;
using Fw24.Aws;
using Fw24.Configuration;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Hosting;

/// <summary>Finds the stores of audits by the same names and variables as the functions that write them.</summary>
/// <param name="environment">The variables.</param>
/// <param name="items">DynamoDB.</param>
/// <param name="logs">CloudWatch Logs; <see langword="null"/> for a client for each region.</param>
/// <param name="tokenKeys">The keys that encrypt page tokens; <see langword="null"/> without any.</param>
/// <param name="time">The clock.</param>
internal sealed class AuditStores(
    FunctionEnvironment environment, IItemStore items, ICloudWatchLogSearch? logs, PageTokenKeys? tokenKeys, TimeProvider time)
    : IDisposable
{
    private readonly Dictionary<string, CloudWatchLogSearch> _clients = new(StringComparer.Ordinal);

    /// <summary>Indicates whether <c>items</c> is disposed of with this.</summary>
    public bool OwnsItems { get; init; }

    /// <summary>Opens the output of all functions; <see langword="null"/> if it is not at hand.</summary>
    public Func<Stream>? Console { get; init; }

    /// <summary>Finds the stores of an app's audits.</summary>
    /// <param name="app">The app.</param>
    /// <param name="names">The names of its tables in AWS.</param>
    public IEnumerable<AuditSource> Of(AppModel app, TableNames names)
    {
        foreach (var table in app.Tables)
        {
            if (table.Audit is not null)
            {
                yield return new AuditSource(app.Name, table, StoreOf(app, table, names), items, names.Of(table.Name), tokenKeys);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        if (OwnsItems)
        {
            (items as IDisposable)?.Dispose();
        }
    }

    private IAuditStore StoreOf(AppModel app, TableModel table, TableNames names)
    {
        var variables = environment.For(table.AuditFunction);
        return table.Audit!.LoggerType switch
        {
            AuditLoggerType.DynamoDb => new DynamoDbAuditStore(
                items,
                table,
                variables.Optional(Fw24Variables.AuditTable) ?? names.Of(table.AuditTableName!),
                names.Of(table.Name),
                time),
            AuditLoggerType.Console => Console is { } open ? new LineAuditStore(table.Name, open, null) : new ConsoleAuditStore(table),
            _ => new CloudWatchAuditStore(
                logs ?? Client(variables.Optional(Fw24Variables.AuditRegion) ?? table.Audit.Region),
                table.Name,
                variables.Optional(Fw24Variables.AuditLogGroup)
                    ?? DeployedName.LogGroup(table.Audit.LogGroupName ?? $"/audit/logs/{app.Name}", names.Stage),
                time),
        };
    }

    private CloudWatchLogSearch Client(string? region)
    {
        if (!_clients.TryGetValue(region ?? "", out var client))
        {
            _clients.Add(region ?? "", client = new CloudWatchLogSearch(region));
        }

        return client;
    }
}
