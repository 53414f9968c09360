using Fw24.Audit;
using Fw24.Audit.Reader;
using Fw24.Audit.Reading;
using Fw24.Audit.Reading.Stores;
using Fw24.Configuration;
using Fw24.Hosting;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24;

/// <summary>Reads the audit of an app without a container of services, such as in a script or a tool.</summary>
/// <remarks>
/// <c>services.AddFw24(OrdersApp.Model)</c> registers an <see cref="IAuditReader"/>. A reader's role needs <c>dynamodb:Query</c> and
/// <c>dynamodb:GetItem</c> on audit tables and audited ones, for queries by time and actor also <c>dynamodb:Query</c> on the
/// <c>/index/*</c> of audit tables and <c>dynamodb:BatchGetItem</c> on them, and <c>logs:FilterLogEvents</c>, <c>logs:StartQuery</c> and <c>logs:GetQueryResults</c> on audit log
/// groups.
/// </remarks>
public sealed class AuditReader : IAuditReader, IDisposable
{
    private readonly AuditSources _sources;
    private readonly AuditStores? _stores;

    /// <summary>Creates a reader of an app's audit.</summary>
    /// <param name="app">The generator's model of the app: <c>OrdersApp.Model</c>.</param>
    /// <param name="store">DynamoDB. Default: a <see cref="DynamoDbItemStore"/>.</param>
    /// <param name="stage">The stage of the tables and log groups. Default: that of the variable <c>FW24_STAGE</c>, otherwise none.</param>
    /// <param name="tokenKeys">The keys that encrypt page tokens. Default: none; pages then have no successors.</param>
    /// <exception cref="ArgumentException">The text is not a stage.</exception>
    public AuditReader(AppModel app, IItemStore? store = null, string? stage = null, PageTokenKeys? tokenKeys = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (stage is not null && !DeployedName.IsStage(stage))
        {
            throw new ArgumentException($"'{stage}' is not a stage: it must be {DeployedName.StageForm}.", nameof(stage));
        }

        var names = TableNames.Of(
            FunctionEnvironment.Process, [.. app.Tables.Select(static table => table.Name)], new Fw24Options { Stage = stage });
        _stores = new AuditStores(FunctionEnvironment.Process, store ?? new DynamoDbItemStore(), null, tokenKeys, TimeProvider.System)
        {
            OwnsItems = store is null,
        };
        _sources = new AuditSources([.. _stores.Of(app, names)], [app]);
    }

    private AuditReader(AuditSources sources) => _sources = sources;

    /// <summary>
    /// Creates a reader of audit records that are lines of a text: the output of an audit to the console, or an export of a log group.
    /// </summary>
    /// <remarks>
    /// The lines may be in any order, and others in between, which are skipped. One line at a time is in memory, and at most 10,000
    /// records: for more of them, the
    /// text is read again.
    /// </remarks>
    /// <param name="app">The generator's model of the app: <c>OrdersApp.Model</c>.</param>
    /// <param name="open">Opens the text in UTF-8: <c>() => File.OpenRead("audit.jsonl")</c>. Each read opens and closes it.</param>
    /// <param name="onBroken">
    /// Receives the number of each line that begins as a record does but is none, such as one that was cut, and what is wrong with it.
    /// Default: an
    /// <see cref="ItemFormatException"/>, since a record is missing.
    /// </param>
    /// <param name="tokenKeys">The keys that encrypt page tokens. Default: none; pages then have no successors.</param>
    /// <returns>The reader.</returns>
    public static AuditReader FromLines(
        AppModel app, Func<Stream> open, Action<long, ItemFormatException>? onBroken = null, PageTokenKeys? tokenKeys = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(open);
        var sources = app.Tables.Where(static table => table.Audit is not null).Select(
            table => new AuditSource(app.Name, table, new LineAuditStore(table.Name, open, onBroken), null, table.Name, tokenKeys));
        return new AuditReader(new AuditSources([.. sources], [app]));
    }

    /// <inheritdoc/>
    public ItemTrail<T, TFields> Of<T, TFields>(ItemImage key, TFields fields)
        where T : class
        => _sources.Of<T, TFields>(key, fields);

    /// <inheritdoc/>
    public ItemTrail Of(string entity, ItemImage key) => _sources.Of(entity, key);

    /// <inheritdoc/>
    public AuditQuery<TFields> Changes<T, TFields>(TFields fields)
        where T : class
        => _sources.Changes<T, TFields>(fields);

    /// <inheritdoc/>
    public AuditQuery Changes(params string[] tables) => _sources.Changes(tables);

    /// <inheritdoc/>
    public IAsyncEnumerable<MissingRecords> MissingAsync(params string[] tables) => _sources.MissingAsync(tables);

    /// <inheritdoc/>
    public ItemStates<T> AsOf<T>(DateTimeOffset at, ItemQuery partition)
        where T : class
        => _sources.AsOf<T>(at, partition);

    /// <inheritdoc/>
    public ItemStates<T> AsOf<T>(DateTimeOffset at, IEnumerable<T> items)
        where T : class
        => _sources.AsOf(at, items);

    /// <inheritdoc/>
    public ItemStates<T> AsOf<T>(DateTimeOffset at, IEnumerable<ItemImage> keys)
        where T : class
        => _sources.AsOf<T>(at, keys);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ItemRestore<T>>> PlanUndoAsync<T>(
        IEnumerable<AuditEntry> records, CancellationToken cancellationToken = default)
        where T : class
        => _sources.PlanUndoAsync<T>(records, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _stores?.Dispose();
}
