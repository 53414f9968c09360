namespace Fw24.Audit;

/// <summary>Stores audit records. Storing a record again must have no effect.</summary>
public interface IAuditSink
{
    /// <summary>Stores records, in the order given.</summary>
    /// <param name="records">The records.</param>
    /// <param name="cancellationToken">Cancelled shortly before the invocation times out.</param>
    /// <returns>The records that were not stored. After an exception, the outcome of all records is unknown.</returns>
    ValueTask<IReadOnlyList<AuditFailure>> StoreAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken);
}
