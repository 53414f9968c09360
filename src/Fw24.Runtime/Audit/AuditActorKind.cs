namespace Fw24.Audit;

/// <summary>What an audit record's actor is to the change.</summary>
public enum AuditActorKind
{
    /// <summary>Nobody is known: the item does not say who wrote it.</summary>
    Unknown,

    /// <summary>Who made the change, as the written item says.</summary>
    Writer,

    /// <summary>Who wrote the item last before it was deleted. Who deleted it is not known.</summary>
    LastWriter,

    /// <summary>DynamoDB itself: the item's time to live was over.</summary>
    System,
}
