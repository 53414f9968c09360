using System.Globalization;
using Fw24.Audit;
using Fw24.Audit.Reader;
using Fw24.Audit.Reading;
using Fw24.Audit.Reading.Stores;
using Fw24.Items;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Runtime.Tests.Harness.Flow;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Audit.Indexes;

/// <summary>
/// Random audits of two tables in one audit table, some of whose records were stored before it had indexes, twice or out of order, were
/// erased or have expired: each query by time and actor returns what the model has, whole and page by page.
/// </summary>
/// <remarks><c>FW24_INDEX_AUDITS</c> is their number (100 by default), <c>FW24_INDEX_FIRST</c> the first seed.</remarks>
public sealed class AuditIndexModelTests
{
    private static readonly PageTokenKeys s_keys = PageTokenKeys.CreateRandom();
    private static readonly AppModel s_app = TestTables.App(SharedAudit.Orders, SharedAudit.Notes);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_query_returns_what_the_model_has()
    {
        var first = Variable("FW24_INDEX_FIRST") ?? 0;
        for (var seed = first; seed < first + (Variable("FW24_INDEX_AUDITS") ?? 100); seed++)
        {
            try
            {
                await CheckAsync(new Random(seed));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed} fails: {exception.Message}", exception);
            }
        }
    }

    private static async Task CheckAsync(Random random)
    {
        var audit = new SharedAudit(random);
        var rows = await StoredAsync(audit, random);
        await EraseAsync(audit, rows, random);
        var gone = audit.Expire();
        foreach (var row in rows.Items.Where(row => gone.Contains(AttributeMap.FromItem(row).GetValueOrDefault("id")?.S ?? "")))
        {
            await rows.DeleteAsync("audit", row, null, Stop);
        }

        var reader = new AuditSources([Source(SharedAudit.Orders), Source(SharedAudit.Notes)], [s_app]);
        for (var query = 0; query < 12; query++)
        {
            await CheckQueryAsync(audit, reader, random);
        }

        AuditSource Source(TableModel table)
            => new("shop", table, new DynamoDbAuditStore(rows, table, "audit", table.Name), null, table.Name, s_keys);
    }

    private static async Task CheckQueryAsync(SharedAudit audit, AuditSources reader, Random random)
    {
        TableModel[] tables = random.Next(3) switch
        {
            0 => [SharedAudit.Orders],
            1 => [SharedAudit.Notes],
            _ => [SharedAudit.Orders, SharedAudit.Notes],
        };
        var (query, wanted) = (reader.Changes([.. tables.Select(static table => table.Name)]), audit.Of(tables));
        var from = DateTimeOffset.MinValue;
        if (random.Next(2) == 0)
        {
            from = audit.Time();
            (query, wanted) = (query.From(from), wanted.Where(entry => entry.Time >= from));
        }

        if (random.Next(2) == 0 && audit.Time() is var to && to >= from)
        {
            (query, wanted) = (query.To(to), wanted.Where(entry => entry.Time <= to));
        }

        if (random.Next(2) == 0)
        {
            var actor = SharedAudit.Actors[random.Next(SharedAudit.Actors.Length)];
            (query, wanted) = (
                query.By(actor), wanted.Where(entry => entry.Actor == actor && entry.ActorKind is not AuditActorKind.LastWriter));
        }
        else if (random.Next(3) == 0)
        {
            (query, wanted) = (
                query.By(AuditActorKind.Unchanged, AuditActorKind.Unknown),
                wanted.Where(static entry => entry.ActorKind is AuditActorKind.Unchanged or AuditActorKind.Unknown));
        }

        if (random.Next(4) == 0)
        {
            (query, wanted) = (
                query.Operations(ChangeOperations.Insert), wanted.Where(static entry => entry.Operation is ChangeOperations.Insert));
        }

        if (random.Next(4) == 0)
        {
            (query, wanted) = (query.Changed("A"), wanted.Where(static entry => ConcernsA(entry)));
        }

        if (random.Next(2) == 0)
        {
            (query, wanted) = (query.Descending(), wanted.Reverse());
        }

        await CheckQueryAsync(query, [.. wanted.Select(static entry => entry.EventId)], random);
    }

    private static async Task CheckQueryAsync(AuditQuery query, List<string> expected, Random random)
    {
        Assert.Equal(expected, (await query.ToListAsync(Stop)).Select(static entry => entry.EventId));
        var taken = random.Next(1, 30);
        Assert.Equal(expected.Take(taken), (await query.Take(taken).ToListAsync(Stop)).Select(static entry => entry.EventId));

        var (size, paged, token) = (random.Next(1, 12), new List<string>(), default(string));
        do
        {
            var page = await query.ToPageAsync(size, token, Stop);
            Assert.Equal(Math.Min(size, expected.Count - paged.Count), page.Items.Count);
            paged.AddRange(page.Items.Select(static entry => entry.EventId));
            token = page.NextToken;
        }
        while (token is not null);

        Assert.Equal(expected, paged);
    }

    private static bool ConcernsA(AuditEntry entry)
        => entry.Changes.Any(static change => change.Path == "A")
            || (entry.ErasedAt is not null && (entry.ErasedNames.Count == 0 || entry.ErasedNames.Contains("A")));

    // In any order, some twice, and some by functions of before the indexes, whose records the job adds.
    private static async Task<MemoryItemStore> StoredAsync(SharedAudit audit, Random random)
    {
        var rows = new MemoryItemStore("pk", "sk");
        var records = audit.Records.Concat(audit.Records.Where(_ => random.Next(4) == 0)).ToArray();
        if (random.Next(2) == 0)
        {
            random.Shuffle(records);
        }

        var old = random.Next(2) * random.Next(records.Length + 1);
        foreach (var (table, record) in records[..old])
        {
            var before = new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "audit" };
            var model = AuditTable.Model(name: table.Name, audit: before);
            Assert.Empty(await new DynamoDbAuditSink(rows, model, "audit").StoreAsync([record], Stop));
        }

        foreach (var (table, record) in records[old..])
        {
            Assert.Empty(await new DynamoDbAuditSink(rows, table, "audit").StoreAsync([record], Stop));
        }

        if (old > 0)
        {
            await IndexAsync(rows, random);
        }

        return rows;
    }

    // Interrupted after any page.
    private static async Task IndexAsync(MemoryItemStore rows, Random random)
    {
        string? token = null;
        for (var isDone = false; !isDone;)
        {
            var indexer = new AuditIndexer(rows, s_app, "audit", new Harness.Aws.ImmediateClock());
            await foreach (var progress in indexer.IndexAsync(random.Next(1, 40), random.Next(1, 5), token, Stop))
            {
                (token, isDone) = (progress.Token, progress.IsComplete);
                if (random.Next(4) == 0)
                {
                    break;
                }
            }
        }
    }

    private static async Task EraseAsync(SharedAudit audit, MemoryItemStore rows, Random random)
    {
        foreach (var table in (TableModel[])[SharedAudit.Orders, SharedAudit.Notes])
        {
            foreach (var key in audit.KeysOf(table).Where(_ => random.Next(5) == 0))
            {
                var until = AuditTable.Start.AddSeconds(random.Next(200_000));
                var scope = (ErasureScope)random.Next(4);
                var eraser = new AuditEraser(rows, table, "audit", time: new FakeTimeProvider(until));
                await eraser.EraseAsync(key, scope, cancellationToken: Stop);
                audit.Erase(table, key, until, scope);
            }
        }
    }

    private static int? Variable(string name)
        => Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
