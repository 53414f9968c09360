namespace Fw24.Audit;

/// <summary>The relation of an audit record's actor to the change.</summary>
public enum AuditActorKind
{
    /// <summary>No actor is known: the item does not name its writer.</summary>
    Unknown,

    /// <summary>The actor made the change: the written item names a different writer than before, or is new.</summary>
    Writer,

    /// <summary>The actor wrote the item last before it was deleted. The identity that deleted it is unknown.</summary>
    LastWriter,

    /// <summary>DynamoDB itself: the item's time to live expired.</summary>
    System,

    /// <summary>
    /// The actor is the last known writer: the item names the same one before and after the change. The change was made by that writer or by
    /// one that did not update the name.
    /// </summary>
    Unchanged,

    /// <summary>
    /// The actor deleted the item: its delete wrote the name before the removal
    /// (<see cref="AuditActorAttribute.StampDeletes"/>).
    /// </summary>
    Deleter,
}
