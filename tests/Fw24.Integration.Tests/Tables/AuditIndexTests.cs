using System.Text;
using Fw24.Audit;
using Fw24.Audit.Reader;
using Fw24.Audit.Reading;
using Fw24.Audit.Reading.Stores;
using Fw24.Audit.Sinks.DynamoDb;
using Fw24.Integration.Tests.Harness;
using Fw24.Local;
using Fw24.Local.Resources;
using Fw24.Model;
using Fw24.Tables;
using Orders;
using KeyType = Fw24.Model.KeyType;

namespace Fw24.Integration.Tests.Tables;

/// <summary>Queries of an audit by time and actor, on DynamoDB Local and on the embedded engine.</summary>
[Trait("Category", "Server")]
public sealed class AuditIndexTests(DynamoDbLocal dynamoDb)
{
    private const int Count = 240;
    private const int Items = 40;
    private static readonly DateTimeOffset s_start = new(2026, 11, 22, 23, 59, 0, TimeSpan.Zero);
    private static readonly PageTokenKeys s_keys = PageTokenKeys.CreateRandom();

    // The last one is longer than a key may be.
    private static readonly string[] s_actors = ["u-1", "u#1", "ü\"", new('x', 2_500)];

    private readonly string _auditTable = dynamoDb.NewTableName();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Records_are_found_by_time_and_actor(bool isEmbedded)
    {
        await using var cloud = NewCloud();
        using var real = dynamoDb.NewStore();
        var store = await StoreAsync(isEmbedded ? cloud.Store : real);
        await StoreAsync(store, AuditQueries.Time | AuditQueries.Actor, Enumerable.Range(0, Count));
        var changes = Changes(store);

        Assert.Equal(Numbers(static _ => true), await NumbersAsync(changes));
        Assert.Equal(Numbers(static _ => true).Reverse(), await NumbersAsync(changes.Descending()));
        Assert.Equal(Numbers(static n => n / 2 is >= 50 and <= 70), await NumbersAsync(changes.Between(At(100), At(140))));
        Assert.Equal(Numbers(static n => n / 2 >= 110).Reverse().Take(3), await NumbersAsync(changes.From(At(220)).Descending().Take(3)));
        for (var actor = 0; actor < s_actors.Length; actor++)
        {
            var number = actor;
            Assert.Equal(Numbers(n => n % 4 == number), await NumbersAsync(changes.By(s_actors[actor])));
            Assert.Equal(Numbers(n => n % 4 == number && n / 2 <= 20), await NumbersAsync(changes.By(s_actors[actor]).To(At(41))));
        }

        Assert.Empty(await NumbersAsync(changes.By("nobody")));
        Assert.Equal(Numbers(static _ => true), await InPagesAsync(changes, 37));
        Assert.Equal(Numbers(static n => n % 4 == 1).Reverse(), await InPagesAsync(changes.By("u#1").Descending(), 7));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Records_of_before_are_found_after_the_job_and_erased_actors_by_time_alone(bool isEmbedded)
    {
        await using var cloud = NewCloud();
        using var real = dynamoDb.NewStore();
        var store = await StoreAsync(isEmbedded ? cloud.Store : real);
        await StoreAsync(store, AuditQueries.None, Enumerable.Range(0, Count / 2));
        await StoreAsync(store, AuditQueries.Time | AuditQueries.Actor, Enumerable.Range(Count / 2, Count / 2));
        var changes = Changes(store);
        Assert.Equal(Numbers(static n => n >= Count / 2), await NumbersAsync(changes));

        // Each run ends after a page of each segment.
        var (token, runs, indexed) = (default(string), 0, 0L);
        do
        {
            await foreach (var progress in new AuditIndexer(store, App(), _auditTable).IndexAsync(100_000, 2, token, Stop))
            {
                (token, indexed) = (progress.Token, progress.Indexed);
                break;
            }
        }
        while (++runs < 100 && token is not null);

        Assert.InRange(runs, 2, 99);
        Assert.Equal((Count / 2) + (Count / 2) - Items, indexed);
        Assert.Equal(Numbers(static _ => true), await NumbersAsync(changes));
        Assert.Equal(Numbers(static n => n % 4 == 3), await NumbersAsync(changes.By(s_actors[3])));

        // No record begins where the one before it ended.
        var holes = Numbers(static n => n >= Items).Select(static n => ((DateTimeOffset?)At((n - Items) / 2 * 2), At(n / 2 * 2)));
        Assert.Equal(holes, await MissingAsync(store));

        var eraser = new AuditEraser(store, Table(AuditQueries.Time | AuditQueries.Actor), _auditTable, formerEntities: ["Order"]);
        await eraser.EraseAsync(Key(4), ErasureScope.Actors, cancellationToken: Stop);
        Assert.Equal(Numbers(static _ => true), await NumbersAsync(changes));
        Assert.Equal(Numbers(static n => n % 4 == 0 && n / 4 % 10 != 1), await NumbersAsync(changes.By("u-1")));
    }

    private static IEnumerable<int> Numbers(Func<int, bool> isMeant) => Enumerable.Range(0, Count).Where(isMeant);

    private static DateTimeOffset At(int second) => s_start.AddSeconds(second);

    private static async Task<List<int>> NumbersAsync(AuditQuery query)
        => [.. (await query.ToListAsync(Stop)).Select(static entry => int.Parse(entry.EventId, null))];

    private static async Task<List<int>> InPagesAsync(AuditQuery query, int size)
    {
        var (numbers, token) = (new List<int>(), default(string));
        do
        {
            var page = await query.ToPageAsync(size, token, Stop);
            numbers.AddRange(page.Items.Select(static entry => int.Parse(entry.EventId, null)));
            token = page.NextToken;
        }
        while (token is not null);

        return numbers;
    }

    private static TableModel Table(AuditQueries queries) => new()
    {
        Name = "counts",
        PartitionKey = new KeyAttribute("p", KeyType.String),
        Entities = [OrdersApp.Model.Tables[0].Entities[0]],
        Audit = new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "audit", Queries = queries },
    };

    private static AppModel App()
        => new() { Name = "shop", Tables = [Table(AuditQueries.Time | AuditQueries.Actor)], Handlers = [] };

    // Ten items for each actor.
    private static ItemImage Key(int number) => new(Encoding.UTF8.GetBytes($$$"""{"p":{"S":"i-{{{number % Items}}}"}}"""));

    // Two records in every other second, across midnight.
    private static AuditRecord Record(int number)
    {
        var actor = System.Text.Json.JsonEncodedText.Encode(s_actors[number % 4]);
        var (time, sequence) = (At(number / 2 * 2), $"{1_000 + number}");
        return new AuditRecord
        {
            EventId = $"{number}",
            Entity = "Order",
            SequenceNumber = sequence,
            Time = time,
            Json = Encoding.UTF8.GetBytes($$$"""
                {"schema":"fw24.audit/2","id":"{{{number}}}","time":"{{{time:s}}}Z","recordedAt":"{{{time:s}}}Z","app":"shop",
                 "table":"counts","entity":"Order","operation":"modify","key":{"p":"i-{{{number % Items}}}"},
                 "changes":{"Count":{"old":{{{number}}},"new":0}},
                 "actor":"{{{actor}}}","actorKind":"writer","origin":"application","sequence":"{{{sequence}}}"}
                """),
            OldImage = Image(number % Items, number),
            NewImage = Image(number % Items, 0),
        };
    }

    private static ItemImage Image(int item, int count)
        => new(Encoding.UTF8.GetBytes($$$"""{"p":{"S":"i-{{{item}}}"},"Count":{"N":"{{{count}}}"}}"""));

    private AuditQuery Changes(IItemStore store) => Reader(store).Changes();

    private AuditSources Reader(IItemStore store)
    {
        var table = Table(AuditQueries.Time | AuditQueries.Actor);
        var audit = new DynamoDbAuditStore(store, table, _auditTable, table.Name);
        return new AuditSources([new AuditSource("shop", table, audit, null, table.Name, s_keys)], [App()]);
    }

    private async Task<List<(DateTimeOffset? From, DateTimeOffset Since)>> MissingAsync(IItemStore store)
    {
        var missing = new List<(DateTimeOffset?, DateTimeOffset)>();
        await foreach (var one in Reader(store).MissingAsync().WithCancellation(Stop))
        {
            missing.Add((one.From, one.Since));
        }

        return missing;
    }

    private async Task StoreAsync(IItemStore store, AuditQueries queries, IEnumerable<int> numbers)
    {
        var sink = new DynamoDbAuditSink(store, Table(queries), _auditTable);
        foreach (var batch in numbers.Chunk(40))
        {
            Assert.Empty(await sink.StoreAsync([.. batch.Select(Record)], Stop));
        }
    }

    private LocalCloud NewCloud() => LocalCloud.Create(OrdersApp.Model, options => options.Topology = TableTopology.Of(new TableResource
    {
        Name = _auditTable,
        PartitionKey = new KeyAttribute("pk", KeyType.String),
        SortKey = new KeyAttribute("sk", KeyType.String),
        Indexes = IndexKey.IndexesOf(AuditQueries.Time | AuditQueries.Actor),
    }));

    private async Task<IItemStore> StoreAsync(IItemStore store)
    {
        if (store is DynamoDbItemStore)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(dynamoDb.Description);
            await CountRecord.CreateIndexedAuditTableAsync(dynamoDb.Client, _auditTable);
        }

        return store;
    }
}
