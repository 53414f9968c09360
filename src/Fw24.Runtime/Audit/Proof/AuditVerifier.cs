using Fw24.Audit.Proof;
using Fw24.Audit.Trail;
using Fw24.Model;
using Fw24.Seals;
using Fw24.Tables;

namespace Fw24.Audit;

/// <summary>
/// Compares audit records with the log of their seals, and that log with its signed checkpoints. What it reports was altered, removed or
/// inserted by somebody who can write to the audit; redelivered, late, erased and expired records are not reported.
/// </summary>
/// <remarks>Memory grows with the number of sealed records in the time range, by some 300 bytes each: verify by months or days.</remarks>
/// <param name="log">The log.</param>
/// <param name="time">The clock, for records that have expired. Default: the system's.</param>
public sealed class AuditVerifier(SealedLog log, TimeProvider? time = null)
{
    // Of Lambda, on managed instances.
    private static readonly TimeSpan s_longestInvocation = TimeSpan.FromMinutes(90);

    private readonly SealedLog _log = log ?? throw new ArgumentNullException(nameof(log));
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Verifies the records of an audit that a reader finds by their times, and the whole log.</summary>
    /// <remarks>
    /// A record in DynamoDB that is in no index is found by nobody, and by this neither:
    /// <see cref="VerifyTableAsync"/> reads the whole table.
    /// </remarks>
    /// <param name="audit">The audit.</param>
    /// <param name="tables">The tables' names in the model.</param>
    /// <param name="from">The earliest time of a change, inclusive.</param>
    /// <param name="to">The latest time of a change, inclusive.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="NotSupportedException">The audit's store cannot serve the read; the message says which can.</exception>
    public Task<AuditVerification> VerifyAsync(
        IAuditReader audit,
        IReadOnlyCollection<string> tables,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audit);
        ArgumentNullException.ThrowIfNull(tables);
        return VerifyAsync(audit.Changes([.. tables]).Between(from, to).AsStored(), tables, from, to, cancellationToken);
    }

    /// <summary>Verifies all records of a table's audit in DynamoDB, wherever they are, and the whole log.</summary>
    /// <remarks>Reads the whole audit table, which is charged as such. It needs <c>dynamodb:Scan</c>.</remarks>
    /// <param name="store">DynamoDB.</param>
    /// <param name="table">The audited table.</param>
    /// <param name="auditTable">The name in AWS of the table with the records: a separate one, or the audited table itself.</param>
    /// <param name="tableName">The audited table's name in AWS. Default: its name in the model.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="InvalidOperationException">The table's audit is in another store.</exception>
    public async Task<AuditVerification> VerifyTableAsync(
        IItemStore store,
        TableModel table,
        string auditTable,
        string? tableName = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentException.ThrowIfNullOrEmpty(auditTable);
        if (table.Audit is not { LoggerType: AuditLoggerType.DynamoDb })
        {
            throw new InvalidOperationException(
                $"The audit of the table {table.Name} is not in DynamoDB: verify it by an {nameof(IAuditReader)}, or an export.");
        }

        var rows = new AuditTableRows(store, table, auditTable, tableName ?? table.Name);
        var verification = await VerifyAsync(
            rows, [table.Name], DateTimeOffset.MinValue, DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false);
        return verification with { Findings = [.. verification.Findings, .. rows.Findings] };
    }

    /// <summary>Verifies records, and the whole log.</summary>
    /// <param name="records">
    /// The records, in any order: all of the tables whose changes are of the times, as often as they are stored, such as those of an
    /// export of <see cref="AuditRead{TRead}.AsStored"/> records (<see cref="AuditExport.ReadRecordsAsync"/>). They are read twice if some
    /// are stored twice. Those of other tables and times are skipped.
    /// </param>
    /// <param name="tables">The tables' names in the model.</param>
    /// <param name="from">The earliest time of a change, inclusive.</param>
    /// <param name="to">The latest time of a change, inclusive.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="ArgumentException">No table is named.</exception>
    public async Task<AuditVerification> VerifyAsync(
        IAsyncEnumerable<AuditEntry> records,
        IReadOnlyCollection<string> tables,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(tables);
        if (tables.Count == 0)
        {
            throw new ArgumentException("No table is named, so no record would be compared with the log.", nameof(tables));
        }

        var leaves = new SealedLeaves([.. tables], from, to);
        var inspection = new LogInspection(_log);
        var findings = new List<AuditFinding>(await inspection.ReadAsync(leaves.Add, cancellationToken).ConfigureAwait(false));
        var comparison = new RecordComparison(leaves, inspection.AreEntriesSound, s_longestInvocation);
        using var canonical = new AuditLineWriter();
        await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (leaves.Covers(record))
            {
                comparison.Add(record, canonical);
            }
        }

        var now = _time.GetUtcNow();
        if (comparison.HasSuspects)
        {
            await comparison.SettleAsync(records, now, cancellationToken).ConfigureAwait(false);
        }

        if (comparison.HasEmptied)
        {
            // An erasure leaves its entries before it empties records: they are pending, or were sealed since the log was read.
            comparison.AddEmptied(await _log.ErasuresAfterAsync(inspection.Checkpoint.Size, cancellationToken).ConfigureAwait(false));
        }

        comparison.AddRemoved(now);
        findings.AddRange(comparison.Findings);
        return new AuditVerification
        {
            Checkpoint = inspection.Checkpoint,
            Findings = findings,
            Sealed = comparison.Sealed,
            Erased = comparison.Erased,
            Expired = comparison.Expired,
            Duplicates = comparison.Duplicates,
            Unsealed = comparison.Unsealed,
            Unproved = comparison.Unproved,
            Rounds = inspection.Rounds,
            SealedFrom = leaves.From,
            SealedUntil = leaves.Until,
        };
    }
}
