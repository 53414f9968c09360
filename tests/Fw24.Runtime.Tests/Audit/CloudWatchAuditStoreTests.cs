using System.Text;
using System.Text.Json;
using Fw24.Audit.Reader;
using Fw24.Audit.Reading;
using Fw24.Audit.Reading.Stores;
using Fw24.Aws;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Runtime.Tests.Harness.Aws;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Runtime.Tests.Audit;

/// <summary>Records are found in CloudWatch Logs, whatever their values and however many there are.</summary>
public sealed class CloudWatchAuditStoreTests
{
    private static readonly TableModel s_table = AuditTable.Model(actor: "By");

    private static readonly string[] s_hostile =
    [
        "u-7", "u-70", "", " ", "*", "u*", "\"", "u\"7", "\\", "u\\", "'", "u' or 'x",
        "u\" || ($.x = \"", ") }", "}", "| limit 1", "\n", "u\r\n7", "żółć", "u😀", "\u2028",
        "%.*%", "/x/", "u/7", "<&+>", "${x}", "{{", "$.actor", "u-7 ", "\u202eu", new string('u', 400), new string('u', 401), "u\u0000",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_value_breaks_out_of_a_filter_and_none_is_missed()
    {
        var records = s_hostile.SelectMany(static (value, index) => new[]
        {
            Record(index + 1, $"i-{index}", value),
            Record(index + 101, value.Length == 0 ? "-" : value, "u-1"),
        }).ToList();
        var service = new LogsService([.. records, (AuditTable.Start, "START RequestId: 1")], pageSize: 7);
        await using var server = new LoopbackServer(service.Answer);
        using var client = new CloudWatchLogSearch("eu-west-1", LoopbackAws.At(server));
        var reader = Reader(client);

        foreach (var value in s_hostile.Where(static value => value.Length > 0))
        {
            var written = await reader.Changes().By(value).ToListAsync(Stop);
            var entry = Assert.Single(written);
            Assert.Equal(value, entry.Actor);

            var trail = await reader.Of("Order", KeyOf(value)).Changes().Descending().ToListAsync(Stop);
            Assert.True(AuditTable.Same(KeyOf(value), Assert.Single(trail).Key));
        }

        Assert.Equal(s_hostile.Length * 2, (await reader.Changes().ToListAsync(Stop)).Count);
        LoopbackAws.AssertSigned(server.Requests[0], "eu-west-1", "logs");
    }

    [Fact]
    public async Task More_rows_than_a_query_returns_are_read_in_several()
    {
        // Bursts of some hundred in one second, and two records that were stored twice.
        var records = Enumerable.Range(1, 25_000)
            .Select(static number => Record(number, $"i-{number % 10}", "u-7", second: number / 400)).ToList();
        var service = new LogsService([.. records, records[3], records[24_000]]);
        await using var server = new LoopbackServer(service.Answer);
        using var client = new CloudWatchLogSearch("eu-west-1", LoopbackAws.At(server));
        var reader = Reader(client);

        var count = 0;
        await foreach (var entry in reader.Changes().By("u-7").WithCancellation(Stop))
        {
            Assert.Equal($"event-{++count}", entry.EventId);
        }

        Assert.Equal(25_000, count);
        Assert.Equal(3, service.Queries);
        var page = await reader.Changes().Descending().ToPageAsync(3, null, Stop);
        var next = await reader.Changes().Descending().ToPageAsync(3, page.NextToken, Stop);
        Assert.Equal(
            [25_000, 24_999, 24_998, 24_997, 24_996, 24_995],
            page.Items.Concat(next.Items).Select(static entry => int.Parse(entry.EventId[6..], null)));
    }

    [Fact]
    public async Task More_records_of_one_second_than_a_query_returns_are_refused()
    {
        var records = Enumerable.Range(1, 10_001).Select(static number => Record(number, "i-1", "u-7", second: 5)).ToList();
        var service = new LogsService(records, pageSize: 5_000);
        await using var server = new LoopbackServer(service.Answer);
        using var client = new CloudWatchLogSearch("eu-west-1", LoopbackAws.At(server));

        var error = await Assert.ThrowsAsync<NotSupportedException>(() => Reader(client).Changes().ToListAsync(Stop));

        Assert.Contains("2026-11-22 10:05:05Z", error.Message, StringComparison.Ordinal);
        Assert.Equal(10_001, (await Reader(client).Of("Order", KeyOf("i-1")).Changes().ToListAsync(Stop)).Count);
    }

    [Fact]
    public async Task Throttled_calls_are_repeated()
    {
        var service = new LogsService(
            [.. Enumerable.Range(1, 10).Select(static number => Record(number, "i-1", "u-7"))]) { ThrottlesEach = 9 };
        await using var server = new LoopbackServer(service.Answer);
        using var client = new CloudWatchLogSearch("eu-west-1", LoopbackAws.At(server));
        var clock = new ImmediateClock();

        Assert.Equal(10, (await Reader(client, clock).Changes().ToListAsync(Stop)).Count);
        Assert.Equal(10, (await Reader(client, clock).Of("Order", KeyOf("i-1")).Changes().ToListAsync(Stop)).Count);
        Assert.True(clock.Pauses > 2);
    }

    private static AuditSources Reader(CloudWatchLogSearch client, TimeProvider? clock = null)
    {
        var store = new CloudWatchAuditStore(client, "orders", "/audit/logs/shop", clock ?? new ImmediateClock());
        return new AuditSources(
            [new AuditSource("shop", s_table, store, null, "orders", PageTokenKeys.CreateRandom())], [TestTables.App(s_table)]);
    }

    private static ItemImage KeyOf(string id) => AuditTable.ImageOf($$$"""{"Id":{"S":{{{JsonSerializer.Serialize(id)}}}}}""");

    private static (DateTimeOffset, string) Record(int number, string id, string actor, int? second = null)
    {
        var key = AuditTable.Text(KeyOf(id).Json);
        var image = $"{key[..^1]},\"By\":{{\"S\":{JsonSerializer.Serialize(actor)}}}}}";
        var change = AuditTable.Change(null, image, key, number) with { ChangedAt = AuditTable.Start.AddSeconds(second ?? number) };
        return (change.ChangedAt, Encoding.UTF8.GetString(AuditTable.Writer(s_table).Write(change).Json.Span));
    }
}
