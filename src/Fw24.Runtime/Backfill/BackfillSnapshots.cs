namespace Fw24;

/// <summary>Of which items an <see cref="ItemBackfill"/> has the audit record a snapshot.</summary>
public enum BackfillSnapshots
{
    /// <summary>Of none.</summary>
    None,

    /// <summary>
    /// Of those whose trail has no beginning: neither the record of their creation nor a snapshot, or one that has expired. Only
    /// an audit in DynamoDB tells; of a table that is audited elsewhere, of all. Items whose trail was erased are left out, since
    /// a snapshot would record their values again.
    /// </summary>
    Missing,

    /// <summary>Of all, also of those whose trail was erased.</summary>
    All,
}
