namespace Fw24;

/// <summary>An item or stream record does not have the expected form. The message names the path, never the value.</summary>
public sealed class ItemFormatException : FormatException
{
    /// <summary>Creates the exception from what was expected and what was found.</summary>
    /// <param name="entity">The entity, or the kind of thing read, such as "stream record".</param>
    /// <param name="path">The attribute's path, such as <c>Lines[1].Qty</c>; empty for the item as a whole.</param>
    /// <param name="expected">What was expected, such as <c>a number (N)</c>.</param>
    /// <param name="found">What was found, such as <c>a string (S)</c>.</param>
    public ItemFormatException(string entity, string path, string expected, string found)
        : base($"{entity}{(path.Length > 0 ? "." : "")}{path}: expected {expected}, found {found}.")
    {
        Entity = entity;
        Path = path;
    }

    /// <summary>The entity, or the kind of thing read.</summary>
    public string Entity { get; }

    /// <summary>The attribute's path.</summary>
    public string Path { get; }

    /// <summary>The key of the item, if an <see cref="ITable{T}"/> read it; otherwise absent (<see cref="ItemImage.IsAbsent"/>).</summary>
    /// <remarks>The message does not contain it.</remarks>
    public ItemImage Key { get; internal set; }
}
