namespace Fw24;

/// <summary>Writes an item as DynamoDB JSON in UTF-8. The counterpart of <see cref="ItemReader"/>.</summary>
public sealed class ItemWriter
{
    /// <summary>Writes an attribute's name; its value follows.</summary>
    /// <param name="name">The name in UTF-8.</param>
    public void WriteName(ReadOnlySpan<byte> name) => throw null!;

    /// <summary>Writes a string (S).</summary>
    /// <param name="value">The value.</param>
    public void WriteString(string value) => throw null!;
}
