namespace Fw24;

/// <summary>An item or stream record is not of the shape that was expected. The message names the place, never the value.</summary>
public sealed class ItemFormatException : FormatException
{
    /// <summary>Says what was expected where, and what was found.</summary>
    /// <param name="entity">The entity, or what was read, such as "stream record".</param>
    /// <param name="path">The attribute's path, such as <c>Lines[1].Qty</c>; empty when it is the whole that is not as expected.</param>
    /// <param name="expected">What was expected, such as <c>a number (N)</c>.</param>
    /// <param name="found">What was found, such as <c>a string (S)</c>.</param>
    public ItemFormatException(string entity, string path, string expected, string found)
        : base($"{entity}{(path.Length > 0 ? "." : "")}{path}: expected {expected}, found {found}.")
    {
        Entity = entity;
        Path = path;
    }

    /// <summary>The entity, or what was read.</summary>
    public string Entity { get; }

    /// <summary>The attribute's path.</summary>
    public string Path { get; }
}
