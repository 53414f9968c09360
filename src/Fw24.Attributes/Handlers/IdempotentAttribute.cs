namespace Fw24;

/// <summary>Records the changes that a handler has handled, so that a change that is delivered again does not reach it again.</summary>
/// <remarks>
/// The records are in the app's table <c>{app}-idempotency</c>. Before it handles a change, an invocation claims it there for as long as it
/// may run. A change is recorded as handled when the handler returns: if the function ends between the handler's effect and that record,
/// the change is handled again. It costs two writes of DynamoDB for each change.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class IdempotentAttribute : Attribute
{
    /// <summary>
    /// The time a record is kept, after which a change that is delivered again is handled again: 1 to 3,650 days. Default: 30, which is
    /// longer than a message can be in a queue and its dead-letter queue.
    /// </summary>
    public int RetentionDays { get; set; } = 30;
}
