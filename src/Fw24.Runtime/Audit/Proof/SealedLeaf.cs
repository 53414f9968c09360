namespace Fw24.Audit.Proof;

/// <summary>A sealed record, as the log has it.</summary>
/// <param name="table">The table's name.</param>
/// <param name="id">The change's event id.</param>
/// <param name="time">The time of the change.</param>
/// <param name="expiresAt">The time from which the record may be gone.</param>
internal sealed class SealedLeaf(string table, string id, DateTimeOffset time, DateTimeOffset? expiresAt)
{
    /// <summary>The table's name.</summary>
    public string Table => table;

    /// <summary>The change's event id.</summary>
    public string Id => id;

    /// <summary>The time of the change.</summary>
    public DateTimeOffset Time => time;

    /// <summary>The time from which the record may be gone.</summary>
    public DateTimeOffset? ExpiresAt => expiresAt;

    /// <summary>Indicates whether the record was found, altered or not.</summary>
    public bool IsSeen { get; set; }

    /// <summary>Indicates whether a record has what the log says of it.</summary>
    public bool IsOf(AuditEntry record) => record.Table == table && record.EventId == id && record.Time == time;
}
