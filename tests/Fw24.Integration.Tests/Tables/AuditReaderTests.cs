using System.Globalization;
using System.Text;
using Fw24.Audit;
using Fw24.Audit.Reader;
using Fw24.Audit.Reading;
using Fw24.Audit.Reading.Stores;
using Fw24.Audit.Records;
using Fw24.Integration.Tests.Harness;
using Fw24.Model;
using Fw24.Tables;
using KeyType = Fw24.Model.KeyType;

namespace Fw24.Integration.Tests.Tables;

/// <summary>
/// A reader of an audit in DynamoDB Local: what happened to an item and when, who did it, what it was, and what is missing.
/// </summary>
[Trait("Category", "Server")]
public sealed class AuditReaderTests(DynamoDbLocal dynamoDb) : IDisposable
{
    private const int Items = 6;
    private const int Changes = 8;

    private static readonly DateTimeOffset s_start = new(2026, 11, 22, 23, 59, 30, TimeSpan.Zero);
    private static readonly PageTokenKeys s_keys = PageTokenKeys.CreateRandom();

    private readonly DynamoDbItemStore _store = dynamoDb.NewStore();
    private readonly string _auditTable = dynamoDb.NewTableName();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task The_trail_answers()
    {
        var name = (await StreamedTable.CreateAsync(dynamoDb, partitionKey: "Id")).Name;
        var table = Model();
        await CountRecord.CreateIndexedAuditTableAsync(dynamoDb.Client, _auditTable);
        var audit = new DynamoDbAuditStore(_store, table, _auditTable, name);
        var reader = new AuditSources(
            [new AuditSource("test", table, audit, _store, name, s_keys)], [Fw24IntegrationTestsApp.Model]);

        // The fourth change of one item is lost, and the records of all others arrive in some order.
        var lost = (Item: 1, Number: 4);
        var all = Enumerable.Range(0, Items)
            .SelectMany(static item => Enumerable.Range(1, Changes).Select(number => (Item: item, Number: number)))
            .ToList();
        var deliveries = all.Where(change => change != lost).ToArray();
        new Random(1).Shuffle(deliveries);
        foreach (var batch in deliveries.Chunk(7))
        {
            var sink = new DynamoDbAuditSink(_store, table, _auditTable);
            Assert.Empty(await sink.StoreAsync([.. batch.Select(one => Record(table, one))], Stop));
        }

        foreach (var item in Enumerable.Range(0, Items))
        {
            await _store.PutAsync(name, Image(item, Changes), null, Stop);
        }

        var stored = all.Where(change => change != lost).OrderBy(static one => TimeOf(one)).ThenBy(static one => one.Number).ToList();
        await ChangesInPagesAsync(reader, stored);
        await StatesAsync(reader, lost);
        await MissingAsync(reader, lost);

        // It comes after all.
        Assert.Empty(await new DynamoDbAuditSink(_store, table, _auditTable).StoreAsync([Record(table, lost)], Stop));
        Assert.True((await reader.OfDeed("d-1").ReportAsync(Stop)).IsWhole);
        await foreach (var one in reader.MissingAsync().WithCancellation(Stop))
        {
            Assert.Fail($"{one} is not missing.");
        }

        await EraseAsync(reader, table);
    }

    private static async Task ChangesInPagesAsync(AuditSources reader, List<(int Item, int Number)> stored)
    {
        Assert.Equal(
            stored.Where(static one => one.Item == 2).Reverse().Select(Id),
            await InPagesAsync(reader.OfDeed("d-2").Changes().Descending(), 3));
        Assert.Equal(stored.Select(Id), await InPagesAsync(reader.ChangesOfDeed(), 7));
        Assert.Equal(stored.Select(Id).Reverse(), await InPagesAsync(reader.ChangesOfDeed().Descending(), 10));
        var (from, to) = (s_start.AddSeconds(11), s_start.AddSeconds(43));
        Assert.Equal(
            stored.Where(one => TimeOf(one) >= from && TimeOf(one) <= to).Select(Id),
            await InPagesAsync(reader.Changes("deeds").Between(from, to), 4));
        Assert.Equal(
            stored.Where(one => one.Number % 3 == 1 && TimeOf(one) >= from).Select(Id),
            await InPagesAsync(reader.Changes().By("u-1").From(from), 5));
        Assert.Equal(
            stored.Where(static one => one.Number == 5).Select(Id),
            await InPagesAsync(reader.ChangesOfDeed().ChangedTo(static x => x.Text, "Text 5"), 2));

        var page = await reader.ChangesOfDeed().ToPageAsync(2, null, Stop);
        await Assert.ThrowsAsync<PageTokenException>(() => reader.ChangesOfDeed().By("u-1").ToPageAsync(2, page.NextToken, Stop));
    }

    private static async Task StatesAsync(AuditSources reader, (int Item, int Number) lost)
    {
        for (var number = 0; number <= Changes; number++)
        {
            var at = TimeOf((2, number));
            var whole = await reader.OfDeed("d-2").StateAsync(at, Stop);
            Assert.Equal(
                (number == 0 ? ItemKnowledge.Absent : ItemKnowledge.Whole, number == 0 ? null : $"Text {number}", number),
                (whole.Knowledge, whole.Item?.Text, whole.Item?.Version ?? 0));

            // Nothing is claimed of the time in which a change was lost; after it, what the later records show.
            var broken = await reader.OfDeed("d-1").StateAsync(TimeOf((1, number)), Stop);
            Assert.Equal(number is 3 or 4, broken.Knowledge is ItemKnowledge.NotKnown);
        }

        var difference = await reader.OfDeed("d-2").DifferenceAsync(TimeOf((2, 2)), null, Stop);
        Assert.Equal(
            [("Text", "\"Text 2\"", "\"Text 8\""), ("Version", "2", "8")],
            difference.Changes.Select(static one => (one.Path, one.OldText, one.NewText)).Order());
        var report = await reader.OfDeed("d-1").ReportAsync(Stop);
        var span = Assert.Single(report.Unknown);
        Assert.Equal((TimeOf((1, lost.Number - 1)), TimeOf((1, lost.Number + 1)), true), (span.From, span.To, report.IsAtEnd));
        Assert.False(report.IsWhole);
        Assert.True((await reader.OfDeed("d-2").ReportAsync(Stop)).IsWhole);
    }

    private static async Task MissingAsync(AuditSources reader, (int Item, int Number) lost)
    {
        var missing = new List<MissingRecords>();
        await foreach (var one in reader.MissingAsync("deeds").WithCancellation(Stop))
        {
            missing.Add(one);
        }

        var only = Assert.Single(missing);
        Assert.Equal("""{"Id":{"S":"d-1"}}""", Encoding.UTF8.GetString(only.Gap.Key.Json.Span));
        Assert.Equal((TimeOf((1, lost.Number - 1)), TimeOf((1, lost.Number + 1))), (only.From, only.Since));
    }

    private async Task EraseAsync(AuditSources reader, TableModel table)
    {
        var eraser = new AuditEraser(_store, table, _auditTable, "other", time: new FixedTime(s_start.AddDays(1)));
        var erasure = await eraser.EraseAsync(new DeedKey("d-3").ToItemKey(), ErasureScope.Actors, "dpo", "request 17", Stop);

        Assert.Equal((Changes, true), (erasure.Records, erasure.IsComplete));
        var records = await reader.OfDeed("d-3").Changes().ToListAsync(Stop);
        Assert.Equal(Changes, records.Count(static record => record is { ErasedAt: not null, Actor: null }));
        Assert.DoesNotContain((await reader.Changes().By("u-1").ToListAsync(Stop)), IsOfThree);
        Assert.Equal(Changes, (await reader.Changes().ToListAsync(Stop)).Count(IsOfThree));
        Assert.Equal(ItemKnowledge.NotKnown, (await reader.OfDeed("d-3").StateAsync(TimeOf((3, 4)), Stop)).Knowledge);

        static bool IsOfThree(AuditEntry entry) => Encoding.UTF8.GetString(entry.Key.Json.Span).Contains("d-3", StringComparison.Ordinal);
    }

    private static string Id((int Item, int Number) change) => $"{change.Item}-{change.Number}";

    // Changes of several items are of one second, and the last ones are of the next day.
    private static DateTimeOffset TimeOf((int Item, int Number) change)
        => s_start.AddSeconds((change.Number * 6) + (change.Item / 2) - (change.Number == 0 ? 6 : 0));

    private static async Task<List<string>> InPagesAsync<TRead>(AuditRead<TRead> query, int size)
        where TRead : AuditRead<TRead>
    {
        var (ids, token) = (new List<string>(), default(string));
        do
        {
            var page = await query.ToPageAsync(size, token, Stop);
            ids.AddRange(page.Items.Select(static entry => entry.EventId));
            token = page.NextToken;
        }
        while (token is not null);

        return ids;
    }

    private static TableModel Model() => new()
    {
        Name = "deeds",
        PartitionKey = new KeyAttribute("Id", KeyType.String),
        Entities = [Fw24IntegrationTestsApp.Model.Tables.Single(static table => table.Name == "deeds").Entities[0]],
        Audit = new AuditAttribute(AuditLoggerType.DynamoDb)
        {
            AuditTableName = "audit",
            Queries = AuditQueries.Time | AuditQueries.Actor,
        },
    };

    private static AuditRecord Record(TableModel table, (int Item, int Number) change)
    {
        using var writer = new AuditRecordWriter("test", table, new FixedTime(s_start.AddHours(1)));
        var (old, @new) = (change.Number == 1 ? default : Image(change.Item, change.Number - 1), Image(change.Item, change.Number));
        return writer.Write(new StreamRecord
        {
            EventId = Encoding.UTF8.GetBytes(Id(change)),
            SequenceNumber = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{change.Number}00{change.Item}")),
            ChangedAt = TimeOf(change),
            Operation = change.Number == 1 ? ChangeOperations.Insert : ChangeOperations.Modify,
            Keys = new DeedKey($"d-{change.Item}").ToItemKey(),
            OldImage = old,
            NewImage = @new,
        });
    }

    private static ItemImage Image(int item, int number) => new(Encoding.UTF8.GetBytes(
        $$$"""
        {"Id":{"S":"d-{{{item}}}"},"Text":{"S":"Text {{{number}}}"},"By":{"S":"u-{{{number % 3}}}"},"Version":{"N":"{{{number}}}"}}
        """));

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
