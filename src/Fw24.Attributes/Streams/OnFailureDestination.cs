namespace Fw24;

/// <summary>The destination of records that a stream's event source mapping gave up on.</summary>
public enum OnFailureDestination
{
    /// <summary>
    /// <see cref="Bucket"/> if no entity of the table has a <c>[Sensitive]</c> attribute; otherwise, <see cref="Queue"/>.
    /// </summary>
    Default,

    /// <summary>
    /// A queue, whose messages name the records but do not contain them. They can be replayed while the stream retains them: 24 hours.
    /// </summary>
    Queue,

    /// <summary>
    /// A bucket of the table's own, which keeps the records for 90 days; messages in the queue name its objects. Lambda writes the
    /// records as they are in the stream, so the bucket contains secrets that are redacted everywhere else.
    /// </summary>
    Bucket,
}
