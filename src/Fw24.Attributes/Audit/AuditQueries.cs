namespace Fw24;

/// <summary>
/// Specifies what the records of an audit in a DynamoDB table of its own are found by, besides their item. Each is a global secondary index
/// of the audit table.
/// </summary>
/// <remarks>
/// <para>
/// An index costs one more write unit for each record, whatever its size, because an entry contains keys only and is under 1 KB (DynamoDB,
/// "Read and write operations": 1 KB for each write unit; "Using Global Secondary Indexes": a put of an item of an index writes one entry).
/// A query reads the entries of its range, then each row. Nothing else is read.
/// </para>
/// <para>
/// Records that were stored before an index was switched on are not in it, and such queries do not return them: run the
/// <c>AuditIndexer</c> once after the deployment. CloudFormation creates or deletes one index of a table in each update, so an audit table
/// that exists gets them one by one. A new one gets both at once.
/// </para>
/// </remarks>
[Flags]
public enum AuditQueries
{
    /// <summary>By their item only: no index.</summary>
    None = 0,

    /// <summary>By the time of the change, together with operations and properties: the index <c>byTime</c>.</summary>
    Time = 1,

    /// <summary>By the actor that a record names, at any time or between two times: the index <c>byActor</c>.</summary>
    Actor = 2,
}
