namespace Fw24;

/// <summary>Who made a change.</summary>
public enum ChangeOrigin
{
    /// <summary>An application wrote or deleted the item.</summary>
    Application,

    /// <summary>DynamoDB deleted the item because its time to live was over.</summary>
    TimeToLive,

    /// <summary>DynamoDB replicated a write of another region (a global table).</summary>
    Replication,
}
