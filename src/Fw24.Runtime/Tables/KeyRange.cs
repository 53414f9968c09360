namespace Fw24;

/// <summary>Makes ranges of sort keys.</summary>
public static class KeyRange
{
    /// <summary>This sort key and those after it.</summary>
    /// <typeparam name="T">The sort key's type.</typeparam>
    /// <param name="from">The smallest.</param>
    public static KeyRange<T> From<T>(T from) => new(new(from), null, null);

    /// <summary>This sort key and those before it.</summary>
    /// <typeparam name="T">The sort key's type.</typeparam>
    /// <param name="to">The largest.</param>
    public static KeyRange<T> To<T>(T to) => new(null, new(to), null);

    /// <summary>The sort keys between two, both included.</summary>
    /// <typeparam name="T">The sort key's type.</typeparam>
    /// <param name="from">The smallest.</param>
    /// <param name="to">The largest.</param>
    public static KeyRange<T> Between<T>(T from, T to) => new(new(from), new(to), null);

    /// <summary>Sort keys that begin with a text.</summary>
    /// <param name="prefix">The text.</param>
    public static KeyRange<string> BeginsWith(string prefix) => new(null, null, new(prefix));

    /// <summary>Sort keys that begin with some bytes.</summary>
    /// <param name="prefix">The bytes.</param>
    public static KeyRange<byte[]> BeginsWith(byte[] prefix) => new(null, null, new(prefix));

    /// <summary>Sort keys that begin with some bytes.</summary>
    /// <param name="prefix">The bytes.</param>
    public static KeyRange<ReadOnlyMemory<byte>> BeginsWith(ReadOnlyMemory<byte> prefix) => new(null, null, new(prefix));
}
