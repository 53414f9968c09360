namespace Fw24;

/// <summary>The reason for an item's removal.</summary>
public enum RemovalReason
{
    /// <summary>It was deleted, here or in another region.</summary>
    Deleted,

    /// <summary>Its time to live expired.</summary>
    Expired,
}
