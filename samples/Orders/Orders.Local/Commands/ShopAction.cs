namespace Orders.Local.Commands;

/// <summary>What a command does.</summary>
internal enum ShopAction
{
    /// <summary>Puts an item that must not exist yet.</summary>
    Create,

    /// <summary>Puts an item, whether it exists or not.</summary>
    Put,

    /// <summary>Sets and removes attributes of an item that exists.</summary>
    Update,

    /// <summary>Deletes an item.</summary>
    Delete,
}
