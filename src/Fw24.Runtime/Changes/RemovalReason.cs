namespace Fw24;

/// <summary>Why an item was removed.</summary>
public enum RemovalReason
{
    /// <summary>It was deleted, here or in another region.</summary>
    Deleted,

    /// <summary>Its time to live was over.</summary>
    Expired,
}
