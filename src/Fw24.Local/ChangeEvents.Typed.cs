using Fw24.Configuration;
using Fw24.Local.Scheduling;
using Fw24.Local.Streams;
using Fw24.Local.Tables;
using Fw24.Model;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local;

/// <summary>Creates changes of an entity's items, byte for byte as the table's stream reports them.</summary>
/// <typeparam name="T">The entity.</typeparam>
public sealed class ChangeEvents<T>
    where T : class
{
    private readonly ChangeEventSource _source;
    private readonly EventLoop _loop;
    private readonly SeededRandom _messageIds = SeededRandom.For(1, "message ids");
    private readonly LocalTable _table;
    private readonly ITable<T> _items;

    internal ChangeEvents(AppModel app, TableModel table, DateTimeOffset startTime)
    {
        _source = new ChangeEventSource(app, table);
        _loop = new EventLoop(null, startTime, TimeSpan.Zero);
        var topology = LocalTopology.Of(app);
        var resource = topology.Tables.Single(resource => resource.Name == table.Name);
        var context = new LocalTableContext { Loop = _loop, Counters = new Counters(), Region = topology.Region, ExpiryDelay = TimeSpan.Zero };
        var stream = new LocalStream(_loop, SeededRandom.For(1, "stream"), $"{topology.TableArn(table.Name)}/stream/{startTime:yyyy-MM-ddTHH:mm:ss.fff}", 1, keepHistory: true);
        _table = new LocalTable(resource, context, stream);

        var services = new ServiceCollection();
        services.AddSingleton<IItemStore>(new LocalItemStore(new Dictionary<string, LocalTable> { [table.Name] = _table }, topology.Region));
        services.AddSingleton(_loop.Time);
        table.Entities.Single(static entity => entity.Type == typeof(T))
            .Accept(new TableServices(services, table, static _ => TableNames.Logical));

        // A change is made of the items exactly as given.
        _items = services.BuildServiceProvider().GetRequiredService<ITable<T>>().WithoutVersioning().WithoutRedactionCheck();
    }

    /// <summary>Creates the change of a put that inserts an item.</summary>
    /// <param name="new">The item.</param>
    /// <returns>The change.</returns>
    public ChangeEvent Inserted(T @new)
    {
        _table.Clear();
        return Record(() => Put(@new));
    }

    /// <summary>Creates the change of a put that replaces an item.</summary>
    /// <param name="old">The item before.</param>
    /// <param name="new">The item after, with the same key.</param>
    /// <returns>The change.</returns>
    /// <exception cref="ArgumentException">The items are equal, so a stream would have no record of the put, or their keys differ.</exception>
    public ChangeEvent Modified(T old, T @new)
    {
        Hold(old);
        var change = Record(() => Put(@new));
        return _table.Count == 1
            ? change
            : throw new ArgumentException($"The two items of {typeof(T).Name} have different keys, so they are not two states of one item.", nameof(@new));
    }

    /// <summary>Creates the change of a delete.</summary>
    /// <param name="old">The item before.</param>
    /// <returns>The change.</returns>
    public ChangeEvent Removed(T old)
    {
        Hold(old);
        return Record(() => _table.DeleteAll(isExpiry: false));
    }

    /// <summary>Creates the change of DynamoDB deleting an item because its time to live has passed.</summary>
    /// <param name="old">The item before.</param>
    /// <returns>The change.</returns>
    public ChangeEvent Expired(T old)
    {
        Hold(old);
        return Record(() => _table.DeleteAll(isExpiry: true));
    }

    private void Hold(T item)
    {
        _table.Clear();
        Put(item);
    }

    // The table is in memory and completes synchronously.
    private void Put(T item) => _items.PutAsync(item).GetAwaiter().GetResult();

    private ChangeEvent Record(Action write)
    {
        _loop.MoveTo(_loop.Now.AddSeconds(1));
        var before = _table.Stream!.Records.Count;
        write();
        var records = _table.Stream.Records;
        return records.Count > before
            ? new ChangeEvent(_source, records[^1], _messageIds.NextUuid())
            : throw new ArgumentException($"The two states of the {typeof(T).Name} are equal, so a stream has no record of the change.");
    }
}
