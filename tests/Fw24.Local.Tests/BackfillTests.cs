using System.Text;
using Fw24.Audit;
using Fw24.Local.Faults;
using Fw24.Local.Tests.Harness;
using Fw24.Local.Tests.Shop;
using Fw24.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local.Tests;

/// <summary>Items that are older than their audit, or than a handler.</summary>
public sealed class BackfillTests
{
    private readonly Seen _seen = new();

    [Theory]
    [InlineData(AuditLoggerType.DynamoDb, "orders-audit")]
    [InlineData(AuditLoggerType.Cloudwatch, null)]
    [InlineData(AuditLoggerType.Console, null)]
    public async Task An_item_is_known_from_its_snapshot_on_and_before_as_far_as_records_reach(AuditLoggerType audit, string? auditTable)
    {
        var app = ShopApp.Model(audit: new AuditAttribute(audit) { AuditTableName = auditTable });
        await using var cloud = Create(app);
        Put(cloud, "o-1", "Old");
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);
        await cloud.AdvanceAsync(TimeSpan.FromMinutes(1), Cloud.Cancelled);
        Clear(cloud, auditTable);
        var before = cloud.Time.GetUtcNow();
        Put(cloud, "o-1", "Placed");
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);
        await cloud.AdvanceAsync(TimeSpan.FromMinutes(1), Cloud.Cancelled);
        var records = audit is AuditLoggerType.DynamoDb ? 1 : 2;

        var job = new ItemBackfill(cloud.Store, app, "orders", "baseline") { Snapshots = BackfillSnapshots.Missing };
        Assert.Equal((1, 1), await RunAsync(job));
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        var trail = cloud.AuditReader().Of("Order", ShopApp.Key("o-1"));
        var entries = await trail.Changes().ToListAsync(Cloud.Cancelled);
        Assert.Equal(records + 1, entries.Count);
        var last = entries[^1];
        Assert.Equal((true, ChangeOrigin.Backfill, AuditActorKind.System), (last.IsSnapshot, last.Origin, last.ActorKind));
        var writes = trail.Changes().Operations(ChangeOperations.Insert | ChangeOperations.Modify);
        Assert.Equal(records, (await writes.ToListAsync(Cloud.Cancelled)).Count);
        var state = await trail.StateAsync(before, Cloud.Cancelled);
        Assert.Equal(ItemKnowledge.Whole, state.Knowledge);
        Assert.Equal(Text(new Order("o-1", "Placed", 1)), Encoding.UTF8.GetString(state.Audited.Item.Json.Span));
        Assert.Equal((1, 0), await RunAsync(job));
    }

    [Fact]
    public async Task A_new_handler_receives_the_items_that_it_chooses_and_nobody_else_does()
    {
        var app = ShopApp.Model(audit: new AuditAttribute(AuditLoggerType.Console), operations: ChangeOperations.Insert);
        await using var cloud = Create(app);
        Put(cloud, "o-1", "Placed");
        Put(cloud, "o-2", "Paid");
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);
        _seen.Changes.Clear();
        var lines = cloud.Console.Count(IsRecord);

        var job = new ItemBackfill(cloud.Store, app, "orders", "mailer") { Handler = "Mailer" }
            .Where<Order>(static order => order.Status is "Paid");
        Assert.Equal((2, 1), await RunAsync(job));
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        var change = Assert.IsType<OrderChange.Inserted>(Assert.Single(_seen.Changes));
        Assert.Equal((new Order("o-2", "Paid", 1), ChangeOrigin.Backfill), (change.New, change.Origin));
        Assert.Equal(lines, cloud.Console.Count(IsRecord));
        Assert.Empty(cloud.Failures);

        // A snapshot reaches no handler.
        var snapshots = new ItemBackfill(cloud.Store, app, "orders", "baseline") { Snapshots = BackfillSnapshots.All };
        Assert.Equal((2, 2), await RunAsync(snapshots));
        var delivered = cloud.Report().Delivered;
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);
        Assert.Single(_seen.Changes);
        Assert.Equal((lines + 2, delivered + 2), (cloud.Console.Count(IsRecord), cloud.Report().Delivered));

        static bool IsRecord(string line) => line.Contains("\"fw24.audit", StringComparison.Ordinal);
    }

    /// <remarks><c>FW24_BACKFILL_SEEDS</c> is the number of seeds (25 by default), <c>FW24_BACKFILL_SEED</c> the first.</remarks>
    [Fact]
    public async Task Writes_go_on_meanwhile_and_every_state_is_the_true_one()
    {
        var first = Variable("FW24_BACKFILL_SEED") ?? 1;
        for (var seed = first; seed < first + (Variable("FW24_BACKFILL_SEEDS") ?? 25); seed++)
        {
            try
            {
                await LiveAsync(seed);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"FW24_BACKFILL_SEED={seed} fails: {exception.Message}", exception);
            }
        }
    }

    private async Task LiveAsync(int seed)
    {
        var random = new Random(seed);
        _seen.Changes.Clear();
        var fifo = random.Next(2) == 0;
        var app = ShopApp.Model(
            stream: new StreamEnabledAttribute { Fifo = fifo },
            audit: new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "orders-audit" });
        await using var cloud = LocalCloud.Create(app, options =>
        {
            options.Services = services => services.AddSingleton(_seen);
            options.Faults = LocalFaults.Random((ulong)seed);
        });
        string[] ids = [.. Enumerable.Range(1, 8).Select(static id => $"o-{id}")];
        var truth = new Truth(cloud, ids);
        for (var write = 0; write < 10; write++)
        {
            await truth.WriteAsync(random);
        }

        await cloud.RunUntilIdleAsync(Cloud.Cancelled);
        await cloud.AdvanceAsync(TimeSpan.FromMinutes(1), Cloud.Cancelled);
        Clear(cloud, "orders-audit");
        var begun = cloud.Time.GetUtcNow();
        var isMailed = random.Next(2) == 0;
        var snapshots = random.Next(2) == 0 ? BackfillSnapshots.Missing : BackfillSnapshots.All;
        var job = new ItemBackfill(cloud.Store, app, "orders", "baseline", new Immediate())
        {
            Snapshots = snapshots,
            Handler = isMailed ? "Mailer" : null,
        };
        await InterleaveAsync(cloud, job, truth, random);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.True(
            cloud.ParkingQueue.Messages.Count == 0 && cloud.Report() is { DeadLettered: 0, AbandonedRecords: 0 },
            string.Join('\n', cloud.Failures));
        foreach (var id in ids)
        {
            await CheckTrailAsync(cloud, id, truth, begun);
            CheckHandled(id, fifo, isMailed);
        }
    }

    private static async Task InterleaveAsync(LocalCloud cloud, ItemBackfill job, Truth truth, Random random)
    {
        var (token, isComplete) = (default(string), false);
        for (var round = 0; !isComplete || round < 20; round++)
        {
            for (var write = random.Next(4); write > 0; write--)
            {
                await truth.WriteAsync(random);
            }

            for (var step = random.Next(30); step > 0; step--)
            {
                await cloud.StepAsync(Cloud.Cancelled);
            }

            if (random.Next(2) == 0)
            {
                await cloud.AdvanceAsync(TimeSpan.FromSeconds(random.Next(3)), Cloud.Cancelled);
            }

            // A run ends after each page, some of them without a word.
            await foreach (var progress in job.RunAsync(2, 2, token, Cloud.Cancelled))
            {
                (token, isComplete) = random.Next(4) == 0 ? (token, isComplete) : (progress.Token, progress.IsComplete);
                break;
            }
        }
    }

    private static async Task CheckTrailAsync(LocalCloud cloud, string id, Truth truth, DateTimeOffset begun)
    {
        var trail = cloud.AuditReader().Of("Order", ShopApp.Key(id));
        var entries = await trail.Changes().ToListAsync(Cloud.Cancelled);
        if (entries is not [var first, ..])
        {
            Assert.Null(truth.At(id, DateTimeOffset.MaxValue));
            return;
        }

        Assert.True(first.Time >= begun.AddSeconds(-1));
        for (var at = first.Time; at <= cloud.Time.GetUtcNow() && at < first.Time.AddMinutes(2); at = at.AddSeconds(1))
        {
            var (state, expected) = (await trail.StateAsync(at, Cloud.Cancelled), truth.At(id, at));
            Assert.True(
                state.Knowledge == (expected is null ? ItemKnowledge.Absent : ItemKnowledge.Whole),
                $"{id} at {at:O}: {state.Knowledge} {state.Reason}");
            Assert.Equal(expected is null ? "" : Text(expected), Encoding.UTF8.GetString(state.Audited.Item.Json.Span));
        }

        var report = await trail.ReportAsync(Cloud.Cancelled);
        Assert.Equal((true, 0), (report.IsAtEnd, report.Conflicts.Count));
        Assert.All(report.Unknown, static span => Assert.Null(span.From));
    }

    // In order, the item that a backfill delivers is the one that the change before it has left.
    private void CheckHandled(string id, bool fifo, bool isMailed)
    {
        Order? order = null;
        var changes = _seen.Changes.Where(change => Seen.Key(change) == id).DistinctBy(static change => change.EventId).ToList();
        Assert.True(isMailed || changes.TrueForAll(static change => change.Origin is ChangeOrigin.Application));
        foreach (var change in fifo ? changes : [])
        {
            Assert.True(change.Origin is not ChangeOrigin.Backfill || (change is OrderChange.Inserted { New: var same } && same == order));
            order = change switch
            {
                OrderChange.Inserted { New: var item } => item,
                OrderChange.Modified { New: var item } => item,
                _ => null,
            };
        }
    }

    private LocalCloud Create(AppModel app)
        => LocalCloud.Create(app, options => options.Services = services => services.AddSingleton(_seen));

    private static async Task<(long Items, long Marked)> RunAsync(ItemBackfill job)
    {
        BackfillProgress? last = null;
        await foreach (var progress in job.RunAsync(cancellationToken: Cloud.Cancelled))
        {
            last = progress;
        }

        return (last!.Items, last.Marked);
    }

    private static void Put(LocalCloud cloud, string order, string status)
        => cloud.Tables["orders"].Put(ShopApp.Item(new Order(order, status, 1)));

    private static string Text(Order order) => Encoding.UTF8.GetString(ShopApp.Item(order).Json.Span);

    // As if the audit had not been there until now.
    private static void Clear(LocalCloud cloud, string? auditTable)
    {
        foreach (var row in auditTable is null ? [] : cloud.Tables[auditTable].Items)
        {
            Assert.True(row.TryGetAttribute("pk"u8, out var partition) && row.TryGetAttribute("sk"u8, out _));
            row.TryGetAttribute("sk"u8, out var sort);
            cloud.Tables[auditTable!].Delete(
                Cloud.Item($"{{\"pk\":{Encoding.UTF8.GetString(partition)},\"sk\":{Encoding.UTF8.GetString(sort)}}}"));
        }
    }

    private static int? Variable(string name)
        => Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;

    // What the items were.
    private sealed class Truth(LocalCloud cloud, string[] ids)
    {
        private readonly List<(string Id, DateTimeOffset At, Order? Order)> _writes = [];
        private int _count;

        public async Task WriteAsync(Random random)
        {
            var id = ids[random.Next(ids.Length)];
            var now = At(id, DateTimeOffset.MaxValue);
            var next = now is not null && random.Next(4) == 0 ? null : new Order(id, $"S{++_count}", random.Next(3));
            if (next is null)
            {
                cloud.Tables["orders"].Delete(ShopApp.Key(id));
            }
            else if (now is null || random.Next(2) == 0)
            {
                cloud.Tables["orders"].Put(ShopApp.Item(next));
            }
            else
            {
                // An update leaves the mark of a backfill where it is.
                var update = new ItemUpdate(ShopApp.Key(id), ShopApp.Item(next), []);
                Assert.True(await cloud.Store.UpdateAsync("orders", update, null, Cloud.Cancelled));
            }

            var at = cloud.Time.GetUtcNow();
            _writes.Add((id, at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond)), next));
        }

        public Order? At(string id, DateTimeOffset at) => _writes.FindLast(write => write.Id == id && write.At <= at).Order;
    }

    // A job outside of the cloud, whose pauses end at once.
    private sealed class Immediate : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
            => base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
