namespace Fw24;

/// <summary>What an update does with an attribute.</summary>
public enum ItemActionKind
{
    /// <summary>Writes the value (SET).</summary>
    Set,

    /// <summary>Writes the value if the item does not have the attribute (SET with <c>if_not_exists</c>).</summary>
    SetIfAbsent,

    /// <summary>Removes the attribute (REMOVE).</summary>
    Remove,

    /// <summary>Adds the number to that of the attribute, or to 0 if the item does not have it (ADD).</summary>
    Add,

    /// <summary>
    /// Appends the list to that of the attribute, or to an empty one if the item does not have it (SET with <c>list_append</c>).
    /// </summary>
    Append,
}
