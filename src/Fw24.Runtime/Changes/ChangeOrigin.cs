namespace Fw24;

/// <summary>The origin of a change.</summary>
public enum ChangeOrigin
{
    /// <summary>An application wrote or deleted the item.</summary>
    Application,

    /// <summary>DynamoDB deleted the item because its time to live had expired.</summary>
    TimeToLive,

    /// <summary>DynamoDB replicated a write from another region (global table).</summary>
    Replication,

    /// <summary>
    /// Nobody: a backfill delivered the item as it is (<see cref="ItemBackfill"/>). Its handler receives it as one that was created.
    /// </summary>
    Backfill,
}
