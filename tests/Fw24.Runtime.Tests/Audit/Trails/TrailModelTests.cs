using System.Globalization;
using System.Text;
using Fw24.Audit;
using Fw24.Audit.Reader;
using Fw24.Audit.Reading;
using Fw24.Audit.Reading.Stores;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Audit.Trails;

/// <summary>
/// Histories with missing, late, repeated and expired records: each answer is the model's, or says that it is not known exactly where the
/// model does not know.
/// </summary>
/// <remarks><c>FW24_TRAIL_HISTORIES</c> is their number (500 by default), <c>FW24_TRAIL_FIRST</c> the first seed.</remarks>
public sealed class TrailModelTests
{
    private static readonly PageTokenKeys s_keys = PageTokenKeys.CreateRandom();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_is_the_models()
    {
        var first = Variable("FW24_TRAIL_FIRST") ?? 0;
        for (var seed = first; seed < first + (Variable("FW24_TRAIL_HISTORIES") ?? 500); seed++)
        {
            var random = new Random(seed);
            var model = new TrailModel(random);
            try
            {
                await CheckAsync(model, random);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed} fails for {model}: {exception.Message}", exception);
            }
        }
    }

    private static async Task CheckAsync(TrailModel model, Random random)
    {
        var rows = await StoredAsync(model, random);
        var items = new MemoryItemStore("Id");
        if (!model.Present.IsAbsent)
        {
            await items.PutAsync("orders", model.Present, null, Stop);
        }

        var source = new AuditSource(
            "shop", TrailModel.Table, new DynamoDbAuditStore(rows, TrailModel.Table, "audit", "orders"), items, "orders", s_keys);
        var trail = Reader(source).Of("Order", AuditTable.ImageOf(TrailModel.Key));
        await CheckStatesAsync(model, trail);
        await CheckReportAsync(model, trail);
        await CheckQueriesAsync(model, trail.Changes(), random);

        // Lines in any order say the same, as far as nothing is missing.
        var text = Lines(model, random);
        var lines = new AuditSource(
            "shop", TrailModel.Table, new LineAuditStore("orders", () => new MemoryStream(text), null), null, "orders", s_keys);
        var written = Reader(lines).Of("Order", AuditTable.ImageOf(TrailModel.Key));
        await CheckQueriesAsync(model, written.Changes(), random);
        await CheckQueriesAsync(model, Reader(lines).Changes(), random);
        if (model.IsComplete)
        {
            await CheckStatesAsync(model, written);
        }
    }

    private static AuditSources Reader(AuditSource source) => new([source], [TestTables.App(TrailModel.Table)]);

    private static async Task CheckStatesAsync(TrailModel model, ItemTrail trail)
    {
        for (var second = -1; second <= model.LastSecond + 1; second++)
        {
            var (knowledge, known) = model.At(second);
            var state = await trail.StateAsync(TrailModel.TimeOf(second), Stop);

            Assert.True(knowledge == state.Knowledge, $"At {second}: {state.Knowledge} instead of {knowledge}.");
            Assert.Equal(knowledge is ItemKnowledge.NotKnown or ItemKnowledge.Partial, state.Reason is not null);
            foreach (var name in TrailModel.Audited)
            {
                var isKnown = state.Audited.TryGetValue(name, out var value);
                var isToBeKnown = known.ContainsKey(name) || knowledge is ItemKnowledge.Absent;
                Assert.True(isKnown == isToBeKnown, $"At {second}: {name} is {(isKnown ? "" : "not ")}known.");
                var expected = known.GetValueOrDefault(name) is { } number ? $"{{\"N\":\"{number}\"}}" : "";
                Assert.True(expected == Encoding.UTF8.GetString(value.Span), $"At {second}: {name} is not {expected}.");
                if (model.IsComplete && isKnown)
                {
                    var isThere = model.TrueAt(second).TryGetValue(name, out var now);
                    Assert.Equal(isThere ? $"{{\"N\":\"{now}\"}}" : "", expected);
                }
            }
        }
    }

    private static async Task CheckReportAsync(TrailModel model, ItemTrail trail)
    {
        var report = await trail.ReportAsync(Stop);

        Assert.Equal(model.Left.Count, report.Records);
        Assert.Equal(model.HasBeginning, report.HasBeginning);
        Assert.Equal(model.IsAtEnd, report.IsAtEnd);
        Assert.Equal(model.Unknown(), report.Unknown.Select(static span => (span.From, span.To)));
        Assert.Equal(model.HasBeginning && model.Unknown().Count == 0 && model.IsAtEnd is true, report.IsWhole);
        Assert.All(report.Unknown.Where(static span => span.After is not null), static span => Assert.NotNull(span.Gap));
    }

    private static async Task CheckQueriesAsync(TrailModel model, AuditQuery query, Random random)
    {
        var wanted = model.Left.Select(number => AuditEntry.Parse(model[number].Json.Span));
        if (random.Next(2) == 0)
        {
            var (from, to) = (TrailModel.TimeOf(random.Next(8)), TrailModel.TimeOf(random.Next(16)));
            (from, to) = from <= to ? (from, to) : (to, from);
            (query, wanted) = (query.Between(from, to), wanted.Where(entry => entry.Time >= from && entry.Time <= to));
        }

        if (random.Next(3) == 0)
        {
            (query, wanted) = (
                query.Operations(ChangeOperations.Modify), wanted.Where(static entry => entry.Operation is ChangeOperations.Modify));
        }

        if (random.Next(3) == 0)
        {
            (query, wanted) = (
                query.Changed("A"),
                wanted.Where(static entry => !entry.IsSnapshot && entry.Changes.Any(static change => change.Path == "A")));
        }

        if (random.Next(2) == 0)
        {
            (query, wanted) = (query.Descending(), wanted.Reverse());
        }

        var expected = wanted.Select(static entry => entry.EventId).ToList();
        Assert.Equal(expected, (await query.ToListAsync(Stop)).Select(static entry => entry.EventId));
        Assert.Equal(expected.Take(2), (await query.Take(2).ToListAsync(Stop)).Select(static entry => entry.EventId));

        var (size, paged, token) = (random.Next(1, 4), new List<string>(), default(string));
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

    // Late, and some twice; by functions that do not know of each other.
    private static async Task<MemoryItemStore> StoredAsync(TrailModel model, Random random)
    {
        var rows = new MemoryItemStore("pk", "sk");
        var order = model.Stored.Concat(model.Stored.Where(_ => random.Next(4) == 0)).ToArray();
        if (random.Next(2) == 0)
        {
            random.Shuffle(order);
        }

        foreach (var number in order)
        {
            Assert.Empty(await new DynamoDbAuditSink(rows, TrailModel.Table, "audit").StoreAsync([model[number]], Stop));
        }

        var records = rows.Items.Where(
            static row => Encoding.UTF8.GetString(row.Json.Span).Contains("\"fw24.audit/", StringComparison.Ordinal)
                || Encoding.UTF8.GetString(row.Json.Span).Contains("\"fw24.audit.snapshot/", StringComparison.Ordinal)).ToList();
        foreach (var row in records.Take(model.Expired))
        {
            await rows.DeleteAsync("audit", KeyOf(row), null, Stop);
        }

        return rows;
    }

    private static byte[] Lines(TrailModel model, Random random)
    {
        var lines = model.Left.Concat(model.Left.Where(_ => random.Next(4) == 0))
            .Select(number => (random.Next(4) == 0 ? "2026-03-05T10:05:01.000Z " : "") + Encoding.UTF8.GetString(model[number].Json.Span))
            .Append("START RequestId: 1").Append("""{"level":"info","schema":"other"}""").Append("").ToArray();
        random.Shuffle(lines);
        return Encoding.UTF8.GetBytes(string.Join(random.Next(2) == 0 ? "\n" : "\r\n", lines));
    }

    private static ItemImage KeyOf(ItemImage row)
    {
        Assert.True(row.TryGetAttribute("pk"u8, out var partition) && row.TryGetAttribute("sk"u8, out _));
        row.TryGetAttribute("sk"u8, out var sort);
        return new ItemImage(
            Encoding.UTF8.GetBytes($"{{\"pk\":{Encoding.UTF8.GetString(partition)},\"sk\":{Encoding.UTF8.GetString(sort)}}}"));
    }

    private static int? Variable(string name)
        => Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
