namespace Fw24;

/// <summary>An attribute's name in an item. Generated codecs distinguish names by <see cref="Length"/>, then by <see cref="Is"/>.</summary>
/// <param name="utf8">The name in UTF-8, unescaped.</param>
public readonly ref struct Utf8Name(ReadOnlySpan<byte> utf8)
{
    /// <summary>The name in UTF-8, unescaped.</summary>
    public ReadOnlySpan<byte> Utf8 { get; } = utf8;

    /// <summary>The length in bytes.</summary>
    public int Length => Utf8.Length;

    /// <summary>Indicates whether this is a given name.</summary>
    /// <param name="name">The name in UTF-8.</param>
    public bool Is(ReadOnlySpan<byte> name) => Utf8.SequenceEqual(name);
}
