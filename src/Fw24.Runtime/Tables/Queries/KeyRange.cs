namespace Fw24;

/// <summary>Creates ranges of sort keys.</summary>
public static class KeyRange
{
    /// <summary>Creates the range of sort keys from a smallest one on.</summary>
    /// <typeparam name="T">The sort key's type.</typeparam>
    /// <param name="from">The smallest sort key.</param>
    public static KeyRange<T> From<T>(T from) => new(new(from), null, null);

    /// <summary>Creates the range of sort keys up to a largest one.</summary>
    /// <typeparam name="T">The sort key's type.</typeparam>
    /// <param name="to">The largest sort key.</param>
    public static KeyRange<T> To<T>(T to) => new(null, new(to), null);

    /// <summary>Creates the range of sort keys between two, both inclusive.</summary>
    /// <typeparam name="T">The sort key's type.</typeparam>
    /// <param name="from">The smallest sort key.</param>
    /// <param name="to">The largest sort key.</param>
    public static KeyRange<T> Between<T>(T from, T to) => new(new(from), new(to), null);

    /// <summary>Creates the range of sort keys that begin with a text.</summary>
    /// <param name="prefix">The text.</param>
    public static KeyRange<string> BeginsWith(string prefix) => new(null, null, new(prefix));

    /// <summary>Creates the range of sort keys that begin with a sequence of bytes.</summary>
    /// <param name="prefix">The bytes.</param>
    public static KeyRange<byte[]> BeginsWith(byte[] prefix) => new(null, null, new(prefix));

    /// <summary>Creates the range of sort keys that begin with a sequence of bytes.</summary>
    /// <param name="prefix">The bytes.</param>
    public static KeyRange<ReadOnlyMemory<byte>> BeginsWith(ReadOnlyMemory<byte> prefix) => new(null, null, new(prefix));
}
