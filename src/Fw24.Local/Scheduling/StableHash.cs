namespace Fw24.Local.Scheduling;

/// <summary>A 64-bit hash that is the same in every process (FNV-1a with SplitMix64's finalizer).</summary>
internal static class StableHash
{
    public const ulong Offset = 0xCBF29CE484222325;

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var hash = Offset;
        foreach (var value in bytes)
        {
            hash = Add(hash, value);
        }

        return Finish(hash);
    }

    public static ulong Add(ulong hash, byte value) => (hash ^ value) * 0x100000001B3;

    public static ulong Finish(ulong hash)
    {
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return hash ^ (hash >> 31);
    }
}
