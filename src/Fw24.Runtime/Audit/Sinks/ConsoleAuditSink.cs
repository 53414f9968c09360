using System.Buffers;
using Fw24.Functions;

namespace Fw24.Audit.Sinks;

/// <summary>Writes audit records to a stream, such as the standard output: one JSON line per change.</summary>
/// <remarks>
/// The lines of one call are written atomically, so that writers of the same process do not interleave. A record that is delivered again
/// is written again: <see cref="AuditTrail"/> recognizes it by its event id.
/// </remarks>
internal sealed class ConsoleAuditSink : IAuditSink
{
    private readonly LambdaConsole _console;

    /// <summary>Creates a sink that writes to the standard output.</summary>
    public ConsoleAuditSink()
        : this(new LambdaConsole())
    {
    }

    /// <summary>Creates a sink that writes to a stream.</summary>
    /// <param name="output">The stream. It is not closed.</param>
    public ConsoleAuditSink(Stream output)
        : this(new LambdaConsole(output ?? throw new ArgumentNullException(nameof(output))))
    {
    }

    internal ConsoleAuditSink(LambdaConsole console) => _console = console;

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

        _console.Write(lines.WrittenSpan);
        return ValueTask.FromResult<IReadOnlyList<AuditFailure>>([]);
    }
}
