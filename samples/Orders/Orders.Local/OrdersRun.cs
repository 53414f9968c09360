using System.Diagnostics;
using System.Text.Json;
using Fw24;
using Fw24.Audit;
using Fw24.Model;
using Fw24.Tables;
using Orders.Local.Checks;
using Orders.Local.Commands;
using Orders.Local.Screen;
using Orders.Local.Shops;
using Spectre.Console;

namespace Orders.Local;

/// <summary>Replays commands in a shop and collects the results.</summary>
internal sealed class OrdersRun
{
    private static readonly AppModel s_app = OrdersApp.Model;

    private readonly Shop _shop;
    private readonly IReadOnlyList<ShopCommand> _commands;
    private readonly List<TableFlow> _flows = [];
    private readonly List<AuditTrail> _trails = [];
    private readonly List<string> _differences = [];
    private int _parked;

    private OrdersRun(Shop shop, IReadOnlyList<ShopCommand> commands) => (_shop, _commands) = (shop, commands);

    /// <summary>Replays the commands, runs the cloud until it is idle and checks the outcome.</summary>
    public static async Task<RunResult> ReplayAsync(Shop shop, IReadOnlyList<ShopCommand> commands, IAnsiConsole screen, CancellationToken cancellationToken)
    {
        var run = new OrdersRun(shop, commands);
        var (started, cloudStarted) = (Stopwatch.GetTimestamp(), shop.Now);
        await ReplayProgress.ShowAsync(screen, $"Replaying {commands.Count:N0} commands", commands.Count, done => run.ReplayAsync(done, cancellationToken));
        await run.CheckAsync(cancellationToken);
        return run.Result() with { CloudTime = shop.Now - cloudStarted, Elapsed = Stopwatch.GetElapsedTime(started) };
    }

    private async Task ReplayAsync(Action<int> done, CancellationToken cancellationToken)
    {
        var replay = new CommandReplay(s_app, _shop.Tables);
        for (var i = 0; i < _commands.Count; i++)
        {
            await _shop.AdvanceToAsync(_commands[i].At, cancellationToken);
            await replay.ApplyAsync(_commands[i], cancellationToken);
            done(i + 1);
        }

        await _shop.SettleAsync(cancellationToken);
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        foreach (var table in s_app.Tables.Where(static table => table.Audit is not null))
        {
            var rows = await _shop.ReadAuditAsync(table, cancellationToken);
            var trails = AuditTrail.Gather(rows);
            _differences.AddRange(FoldCheck.Compare(table, await ScanAsync(table.Name, cancellationToken), trails));
            _trails.AddRange(trails);
            _flows.Add(new TableFlow(
                table.Name,
                AuditRecords.PlaceOf(table),
                _commands.Count(command => TableOf(command) == table.Name),
                _shop.ChangesOf(table.Name),
                await _shop.PublishedOfAsync(table, cancellationToken),
                trails.Sum(static trail => trail.Entries.Count)));
        }

        await CheckProjectionsAsync(cancellationToken);
        CheckMails();
        await CheckQueuesAsync(cancellationToken);
    }

    private async Task CheckProjectionsAsync(CancellationToken cancellationToken)
    {
        _differences.AddRange(ProjectionCheck.Compare(await ReadAsync<Order>(cancellationToken), await ReadAsync<BoardCard>(cancellationToken)));
        _differences.AddRange(ProjectionCheck.Compare(await ReadAsync<Customer>(cancellationToken), await ReadAsync<DirectoryEntry>(cancellationToken)));
    }

    // Expects one mail for each transition of an order to Shipped, and no others.
    private void CheckMails()
    {
        var shipped = _trails.SelectMany(static trail => trail.Entries)
            .Where(static entry => entry is { Entity: nameof(Order), Operation: ChangeOperations.Modify }
                && entry.Changes.Any(static change => change.Path is nameof(Order.Status) && change.NewText is $"\"{nameof(OrderStatus.Shipped)}\""))
            .Select(static entry => entry.EventId)
            .ToHashSet(StringComparer.Ordinal);
        if (!shipped.SetEquals(_shop.Mailer.Mails.Keys))
        {
            _differences.Add($"{_shop.Mailer.Mails.Count} mails were sent for {shipped.Count} shipments");
        }
    }

    private async Task CheckQueuesAsync(CancellationToken cancellationToken)
    {
        foreach (var (queue, messages) in await _shop.LeftoversAsync(cancellationToken))
        {
            _differences.Add($"the queue {queue} still holds {messages} messages");
        }

        _parked = await _shop.ParkedAsync(cancellationToken);
        if (_parked != _shop.Poison)
        {
            _differences.Add($"{_parked} records were parked, of {_shop.Poison} that cannot be processed");
        }
    }

    private RunResult Result() => new()
    {
        Tables = _flows,
        Handled = _shop.Handled.Counts,
        Parked = _parked,
        Trails = _trails,
        Differences = _differences,
        Mails = _shop.Mailer.Mails.Count,
        Report = _shop.Report,
        CloudTime = TimeSpan.Zero,
        Elapsed = TimeSpan.Zero,
    };

    private async Task<List<ItemImage>> ScanAsync(string table, CancellationToken cancellationToken)
    {
        List<ItemImage> items = [];
        await foreach (var item in _shop.Store.EnumerateAsync(table, new ItemScan(), cancellationToken))
        {
            items.Add(item);
        }

        return items;
    }

    private async Task<List<T>> ReadAsync<T>(CancellationToken cancellationToken)
        where T : class
    {
        var table = s_app.Tables.Single(static table => table.Entities.OfType<EntityModel<T>>().Any());
        var entity = table.Entities.OfType<EntityModel<T>>().Single();
        List<T> read = [];
        foreach (var item in await ScanAsync(table.Name, cancellationToken))
        {
            if (table.Discriminator is not null && !IsOf(entity, item, table.Discriminator))
            {
                continue;
            }

            try
            {
                var reader = new ItemReader(item.Json.Span, entity.Name);
                read.Add(entity.Read(ref reader));
            }
            catch (ItemFormatException)
            {
                // Poison: no handler could read it, so each parked it.
            }
        }

        return read;
    }

    private static bool IsOf(EntityModel entity, ItemImage item, string discriminator)
    {
        using var document = JsonDocument.Parse(item.Json);
        return document.RootElement.TryGetProperty(discriminator, out var name) && name.TryGetProperty("S", out var text) && text.GetString() == entity.Name;
    }

    private static string? TableOf(ShopCommand command)
        => command.Table ?? s_app.Tables.Single(table => table.Entities.Any(entity => entity.Name == command.Entity)).Name;
}
