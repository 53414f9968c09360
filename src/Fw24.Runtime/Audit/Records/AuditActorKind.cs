namespace Fw24.Audit.Records;

/// <summary>What an audit record's actor is to the change.</summary>
public enum AuditActorKind
{
    /// <summary>Nobody is known: the item does not say who wrote it.</summary>
    Unknown,

    /// <summary>Who made the change: the written item names another one than before, or is new.</summary>
    Writer,

    /// <summary>Who wrote the item last before it was deleted. Who deleted it is not known.</summary>
    LastWriter,

    /// <summary>DynamoDB itself: the item's time to live was over.</summary>
    System,

    /// <summary>
    /// The last one who is known to have written: the item names the same one before and after the change. That one made the change, or
    /// somebody did who did not say so.
    /// </summary>
    Unchanged,
}
