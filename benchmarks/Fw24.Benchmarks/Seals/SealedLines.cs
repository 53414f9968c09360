using System.Globalization;
using System.Text;
using Fw24.Audit;
using Fw24.Audit.Records;
using Fw24.Audit.Trail;
using Fw24.Messages;

namespace Fw24.Benchmarks.Seals;

/// <summary>
/// Any number of sealed records as lines of an export: those of the shipments' changes, each with an event id and a commitment of its own.
/// </summary>
internal sealed class SealedLines
{
    private const int Templates = 1000;
    private const int IdDigits = 8;

    // The event id is the second member of the line and of the canonical form.
    private static readonly int s_id = "{\"schema\":\"fw24.audit/2\",\"id\":\"".Length;
    private static readonly int s_end = "\"}".Length;

    private readonly List<(byte[] Line, byte[] Salted)> _templates = [];

    public SealedLines()
    {
        var changes = QueuePayload.MessagesOf(StreamPayload.Create(Templates));
        using var writer = new AuditRecordWriter(
            "benchmarks", ShipmentStream.Table(fifo: true), TimeProvider.System, SaltSource.CreateRandom());
        using var canonical = new AuditLineWriter();
        foreach (var change in changes)
        {
            var line = writer.Write(ChangeEnvelope.Read(change)).Json.ToArray();
            var entry = AuditEntry.Parse(line);
            _templates.Add((line, canonical.WriteSalted(entry, entry.Salt!).ToArray()));
        }
    }

    /// <summary>The length of a line.</summary>
    public int Length => _templates[0].Line.Length;

    /// <summary>Returns a record. Its line is valid until the record that has the same template is asked for.</summary>
    /// <param name="number">The record's number.</param>
    /// <returns>The line, and what its commitment is the hash of: the salt and the canonical form.</returns>
    public (byte[] Line, byte[] Salted) Of(int number)
    {
        var (line, salted) = _templates[number % Templates];
        _ = number.TryFormat(line.AsSpan(s_id, IdDigits), out _, "x8", CultureInfo.InvariantCulture);
        line.AsSpan(s_id, IdDigits).CopyTo(salted.AsSpan(RecordCommitment.SaltLength + s_id));
        RecordCommitment.Write(salted, CommitmentOf(line));
        return (line, salted);
    }

    /// <summary>The event id of a line.</summary>
    public static string IdOf(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line[s_id..][..line[s_id..].IndexOf((byte)'"')]);

    /// <summary>The commitment of a line.</summary>
    public static Span<byte> CommitmentOf(Span<byte> line) => line[^(RecordCommitment.Length + s_end)..^s_end];
}
