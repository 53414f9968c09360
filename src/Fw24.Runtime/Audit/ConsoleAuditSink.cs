using System.Buffers;

namespace Fw24.Audit;

/// <summary>Writes audit records to a stream, such as the standard output: one JSON line a change.</summary>
/// <remarks>
/// The lines of one call are written as one piece, so that writers of the same process do not mix them. A record that comes
/// again is written again: <see cref="AuditTrail"/> knows it by its event id.
/// </remarks>
/// <param name="output">The stream. It is not closed.</param>
public sealed class ConsoleAuditSink(Stream output) : IAuditSink
{
    private readonly Lock _turn = new();

    /// <summary>Writes to the standard output.</summary>
    public ConsoleAuditSink()
        : this(Console.OpenStandardOutput())
    {
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AuditFailure>> StoreAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        cancellationToken.ThrowIfCancellationRequested();
        var lines = new ArrayBufferWriter<byte>(1024);
        for (var i = 0; i < records.Count; i++)
        {
            lines.Write(records[i].Json.Span);
            lines.Write("\n"u8);
        }

        lock (_turn)
        {
            output.Write(lines.WrittenSpan);
            output.Flush();
        }

        return ValueTask.FromResult<IReadOnlyList<AuditFailure>>([]);
    }
}
