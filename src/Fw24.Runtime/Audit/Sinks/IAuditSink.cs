namespace Fw24.Audit;

/// <summary>Stores audit records. Storing a record again must change nothing.</summary>
public interface IAuditSink
{
    /// <summary>Stores records, in the order given.</summary>
    /// <param name="records">The records.</param>
    /// <param name="cancellationToken">Cancelled when the invocation's time is nearly over.</param>
    /// <returns>The records that were not stored. An exception means: nothing is known of any of them.</returns>
    ValueTask<IReadOnlyList<AuditFailure>> StoreAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken);
}
