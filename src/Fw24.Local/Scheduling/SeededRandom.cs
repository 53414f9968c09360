namespace Fw24.Local.Scheduling;

/// <summary>Random numbers that depend only on the seed, on every machine and runtime (SplitMix64).</summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Creates a separate generator for one purpose, so that its draws do not shift those of another.</summary>
    public static SeededRandom For(ulong seed, string purpose)
    {
        var hash = StableHash.Offset;
        foreach (var character in purpose)
        {
            hash = StableHash.Add(hash, (byte)character);
        }

        return new SeededRandom(StableHash.Finish(hash ^ StableHash.Finish(seed)));
    }

    public ulong NextUInt64()
    {
        _state += 0x9E3779B97F4A7C15;
        return StableHash.Finish(_state);
    }

    /// <summary>A number from 0 up to but not including <paramref name="bound"/>.</summary>
    public int Next(int bound) => (int)(((UInt128)NextUInt64() * (ulong)bound) >> 64);

    /// <summary>A number from 0 up to but not including 1.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A time from zero up to but not including <paramref name="bound"/>.</summary>
    public TimeSpan Next(TimeSpan bound) => TimeSpan.FromTicks((long)(NextDouble() * bound.Ticks));

    /// <summary>A version 4 UUID.</summary>
    public string NextUuid()
    {
        var high = (NextUInt64() & 0xFFFFFFFFFFFF0FFF) | 0x4000;
        var low = (NextUInt64() & 0x3FFFFFFFFFFFFFFF) | 0x8000000000000000;
        return string.Create(36, (high, low), static (text, value) =>
        {
            value.high.TryFormat(text[2..], out _, "x16");
            value.low.TryFormat(text[20..], out _, "x16");

            // high: aaaaaaaa-bbbb-cccc, low: dddd-eeeeeeeeeeee.
            text[2..10].CopyTo(text);
            text[8] = '-';
            text[10..14].CopyTo(text[9..]);
            text[13] = '-';
            text[14..18].CopyTo(text[14..]);
            text[18] = '-';
            text[20..24].CopyTo(text[19..]);
            text[23] = '-';
        });
    }

    /// <summary>32 hexadecimal digits: the form of a stream record's event id.</summary>
    public string NextHexId() => string.Create(32, (NextUInt64(), NextUInt64()), static (text, value) =>
    {
        value.Item1.TryFormat(text, out _, "x16");
        value.Item2.TryFormat(text[16..], out _, "x16");
    });
}
