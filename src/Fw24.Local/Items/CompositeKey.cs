namespace Fw24.Local.Items;

/// <summary>
/// Encodes the values of a key's attributes as one value, whose bytes compare as the values do from the first on. The last value stays as
/// it is, so that the key of one attribute is its value.
/// </summary>
internal static class CompositeKey
{
    // Longer than any key: sort keys have 1,024 bytes together, numbers up to twice as many as in DynamoDB, and any byte may need two.
    private const int MaxSize = 8192;

    private const byte Escape = 0;
    private const byte Escaped = 0xFF;

    /// <summary>Encodes all values of a key.</summary>
    /// <returns>The key; <see langword="null"/> if a value is absent.</returns>
    public static byte[]? Of(IReadOnlyList<byte[]?> values)
    {
        if (values is [var only])
        {
            return only;
        }

        List<byte> key = [];
        for (var place = 0; place < values.Count; place++)
        {
            if (values[place] is not { } value)
            {
                return null;
            }

            Append(key, value, isLast: place == values.Count - 1);
        }

        return [.. key];
    }

    /// <summary>Encodes the first values of a key of more attributes: all keys with these values begin with it.</summary>
    /// <param name="values">The values.</param>
    /// <param name="count">The number of attributes of the key.</param>
    public static byte[] Beginning(IReadOnlyList<byte[]> values, int count)
    {
        List<byte> key = [];
        for (var place = 0; place < values.Count; place++)
        {
            Append(key, values[place], isLast: place == count - 1);
        }

        return [.. key];
    }

    /// <summary>Encodes the beginning of a value that is not the last: all such values that begin with it begin with the result.</summary>
    public static byte[] Prefix(byte[] value, bool isLast)
    {
        List<byte> key = [];
        Append(key, value, isLast);
        return isLast ? [.. key] : [.. key[..^2]];
    }

    /// <summary>Gets the last of all keys that begin with some bytes.</summary>
    public static byte[] LastWith(byte[] beginning)
    {
        var last = new byte[MaxSize];
        last.AsSpan().Fill(0xFF);
        beginning.CopyTo(last.AsSpan());
        return last;
    }

    // The end of a value sorts before every byte that may follow in a longer one.
    private static void Append(List<byte> key, byte[] value, bool isLast)
    {
        if (isLast)
        {
            key.AddRange(value);
            return;
        }

        foreach (var one in value)
        {
            key.Add(one);
            if (one == Escape)
            {
                key.Add(Escaped);
            }
        }

        key.AddRange([Escape, Escape]);
    }
}
