using System.Text;
using Fw24.Audit;
using Fw24.Audit.Sinks;
using Fw24.Runtime.Tests.Harness.Audit;

namespace Fw24.Runtime.Tests.Audit;

public sealed class ConsoleAuditSinkTests
{
    [Fact]
    public async Task Each_record_is_a_line_however_many_write_at_once()
    {
        using var output = new MemoryStream();
        var sink = new ConsoleAuditSink(output);
        var writer = AuditTable.Writer();
        var records = Enumerable.Range(1, 40).Select(number => writer.Write(AuditTable.Change(null, """{"Id":{"S":"item-1"},"Text":{"S":"a\nb"}}""", number: number))).ToArray();

        await Parallel.ForEachAsync(records.Chunk(4), TestContext.Current.CancellationToken, async (batch, cancellation) => Assert.Empty(await sink.StoreAsync(batch, cancellation)));

        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n');
        Assert.Equal("", lines[^1]);
        Assert.Equal(records.Select(static record => AuditTable.Text(record.Json)).Order(), lines[..^1].Order());
        Assert.Equal(40, AuditEntry.ParseLines(output.ToArray()).Count);
    }

    [Fact]
    public async Task H31_A_stream_that_fails_is_an_error_and_not_a_success()
    {
        var sink = new ConsoleAuditSink(new MemoryStream([], writable: false));

        await Assert.ThrowsAnyAsync<Exception>(async () => await sink.StoreAsync([AuditTable.Writer().Write(AuditTable.Change(null, RandomHistory.Keys))], TestContext.Current.CancellationToken));
    }
}
