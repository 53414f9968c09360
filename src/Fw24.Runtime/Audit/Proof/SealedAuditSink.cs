using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using Fw24.Audit.Sinks.DynamoDb;
using Fw24.Diagnostics;
using Fw24.Model;
using Fw24.Seals;

namespace Fw24.Audit.Proof;

/// <summary>
/// Stores records in another sink, and what seals them beside the log: one object for the records of an invocation, which the next round
/// appends to the log.
/// </summary>
/// <remarks>
/// The object has the commitments of what is stored. For a record that an earlier delivery stored, that is the commitment of then, so two
/// objects never say different things of one record. Its name is its content's, so the same object is not created twice. If it cannot be
/// created, the messages are delivered again.
/// </remarks>
internal sealed class SealedAuditSink(IAuditSink sink, TableModel table, ISealStore store) : IAuditSink
{
    private const int HashBytes = 16;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AuditFailure>> StoreAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        var failures = await sink.StoreAsync(records, cancellationToken).ConfigureAwait(false);
        var failed = failures.Select(static failure => failure.Index).ToHashSet();
        var stored = Enumerable.Range(0, records.Count).Where(index => !failed.Contains(index)).ToList();
        var entries = stored.Where(index => records[index].Commitment is not null).SelectMany(index => EntriesOf(records[index])).ToList();
        if (entries.Count == 0)
        {
            return failures;
        }

        try
        {
            var content = ContentOf(entries);
            _ = await store.TryCreateAsync(NameOf(records[stored[0]].Time, content.Span), content, cancellationToken).ConfigureAwait(false);
            return failures;
        }
        catch (Exception exception)
        {
            var reason = $"The records are stored and not sealed yet: {ExceptionSummary.Of(exception)}";
            return [.. failures, .. stored.Select(index => new AuditFailure(index, reason, Permanent: false))];
        }
    }

    private static string NameOf(DateTimeOffset time, ReadOnlySpan<byte> content)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, HashBytes));
        return string.Create(CultureInfo.InvariantCulture, $"{SealNames.Pending}{time.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{hash}");
    }

    private static ReadOnlyMemory<byte> ContentOf(List<SealEntry> entries)
    {
        var lines = new ArrayBufferWriter<byte>(256 * entries.Count);
        foreach (var entry in entries)
        {
            lines.Write(entry.ToJson().Span);
            lines.Write("\n"u8);
        }

        return lines.WrittenMemory;
    }

    private IEnumerable<SealEntry> EntriesOf(AuditRecord record)
    {
        var entry = new SealEntry
        {
            Schema = SealEntry.RecordSchema,
            Table = table.Name,
            Id = record.EventId,
            Time = record.Time,
            ExpiresAt = ExpiryOf(record.Time),
            Commitment = record.Commitment!,
        };
        return record.IsErased ? [entry, entry.Erased()] : [entry];
    }

    // As the store has it: in whole seconds, or by the log group's retention.
    private DateTimeOffset? ExpiryOf(DateTimeOffset time) => table.Audit switch
    {
        { LoggerType: AuditLoggerType.DynamoDb, TimeToLiveDays: var days } => AuditItem.ExpiryOf(time, days),
        { LoggerType: AuditLoggerType.Cloudwatch, Retention: var retention } => AuditItem.ExpiryOf(time, (int)retention),
        _ => null,
    };
}
