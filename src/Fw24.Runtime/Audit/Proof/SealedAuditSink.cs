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
/// objects never say different things of one record. If it cannot be created, the messages are delivered again.
/// </remarks>
internal sealed class SealedAuditSink(IAuditSink sink, TableModel table, ISealStore store) : IAuditSink
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AuditFailure>> StoreAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        var failures = await sink.StoreAsync(records, cancellationToken).ConfigureAwait(false);
        var failed = failures.Select(static failure => failure.Index).ToHashSet();
        var entries = new List<SealEntry>(records.Count);
        for (var index = 0; index < records.Count; index++)
        {
            if (!failed.Contains(index))
            {
                AddEntries(records[index], entries);
            }
        }

        if (entries.Count == 0)
        {
            return failures;
        }

        try
        {
            await PendingEntries.AddAsync(store, entries, cancellationToken).ConfigureAwait(false);
            return failures;
        }
        catch (Exception exception)
        {
            var reason = $"The records are stored and not sealed yet: {ExceptionSummary.Of(exception)}";
            var stored = Enumerable.Range(0, records.Count).Where(index => !failed.Contains(index));
            return [.. failures, .. stored.Select(index => new AuditFailure(index, reason, Permanent: false))];
        }
    }

    private void AddEntries(AuditRecord record, List<SealEntry> entries)
    {
        if (record.Commitment is null)
        {
            return;
        }

        var entry = new SealEntry
        {
            Schema = SealEntry.RecordSchema,
            Table = table.Name,
            Id = record.EventId,
            Time = record.Time,
            ExpiresAt = ExpiryOf(record.Time),
            Commitment = record.Commitment,
        };
        entries.Add(entry);
        if (record.IsErased)
        {
            entries.Add(entry.Erased());
        }
    }

    // As the store has it: in whole seconds, or by the log group's retention.
    private DateTimeOffset? ExpiryOf(DateTimeOffset time) => table.Audit switch
    {
        { LoggerType: AuditLoggerType.DynamoDb, TimeToLiveDays: var days } => AuditItem.ExpiryOf(time, days),
        { LoggerType: AuditLoggerType.Cloudwatch, Retention: var retention } => AuditItem.ExpiryOf(time, (int)retention),
        _ => null,
    };
}
