using System.Runtime.CompilerServices;
using System.Text;
using Fw24.Audit;
using Fw24.Audit.Reading;

namespace Fw24.Benchmarks.Trails;

/// <summary>An audit of any number of records a day: lines that are parsed as those of CloudWatch Logs are, without the network.</summary>
/// <param name="entries">The records that repeat.</param>
/// <param name="perDay">The number of records of a day.</param>
internal sealed class RepeatedRecords(IReadOnlyList<AuditEntry> entries, int perDay) : IAuditStore
{
    private readonly byte[][] _lines = [.. entries.Select(static entry => entry.ToJson().ToArray())];

    /// <summary>The size of all lines that were read.</summary>
    public long Bytes { get; private set; }

    /// <summary>The largest heap while they were read, in bytes.</summary>
    public long Heap { get; private set; }

    public bool IsByTime(AuditSelection selection) => true;

    public void Check(AuditSelection selection)
    {
    }

    public IAsyncEnumerable<MissingRecords> MissingAsync(CancellationToken cancellationToken)
        => AsyncEnumerable.Empty<MissingRecords>();

    public async IAsyncEnumerable<AuditEntry> ReadAsync(
        AuditSelection selection, AuditPosition? after, int? limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var time = Encoding.UTF8.GetBytes($"{selection.From:yyyy-MM-ddTHH:mm:ss}");
        for (var number = 0; number < perDay; number++)
        {
            var line = _lines[number % _lines.Length];

            // Another change of another item each time: a sequence number and a day of its own.
            time.CopyTo(line, line.AsSpan().IndexOf("\"time\":\""u8) + 8);
            var sequence = line.AsSpan(line.AsSpan().LastIndexOf("\"sequence\":\""u8) + 12, 9);
            _ = (100_000_000 + number).TryFormat(sequence, out _);
            Bytes += line.Length;
            if (number % 10_000 == 0)
            {
                Heap = Math.Max(Heap, GC.GetTotalMemory(forceFullCollection: false));
            }

            yield return AuditEntry.Parse(line);
        }
    }

    public int ItemsAtOnce => 1;

    public ValueTask<AuditLog?> ReadPartitionAsync(KeySpan span, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<AuditLog> ReadItemAsync(ItemImage key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool?> IsAtEndAsync(ItemImage key, ItemImage item, string last, CancellationToken cancellationToken)
        => new((bool?)null);
}
