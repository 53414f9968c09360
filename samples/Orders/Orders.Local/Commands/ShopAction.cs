namespace Orders.Local.Commands;

/// <summary>The actions of commands.</summary>
internal enum ShopAction
{
    /// <summary>Puts an item that must not exist yet.</summary>
    Create,

    /// <summary>Puts an item, whether or not it exists.</summary>
    Put,

    /// <summary>Sets and removes attributes of an existing item.</summary>
    Update,

    /// <summary>Deletes an item.</summary>
    Delete,
}
