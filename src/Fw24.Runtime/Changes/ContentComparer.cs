namespace Fw24;

/// <summary>Compares and orders values by the content that an item would store for them.</summary>
/// <typeparam name="T">The values' type.</typeparam>
public sealed class ContentComparer<T> : IEqualityComparer<T>, IComparer<T>
    where T : notnull
{
    private readonly Func<T, int> _hash;
    private readonly Comparison<T> _compare;

    /// <param name="hash">Hashes a value.</param>
    /// <param name="compare">Compares two values; returns 0 only if an item stores the same content for both.</param>
    internal ContentComparer(Func<T, int> hash, Comparison<T> compare) => (_hash, _compare) = (hash, compare);

    /// <inheritdoc/>
    public bool Equals(T? x, T? y) => Compare(x, y) == 0;

    /// <inheritdoc/>
    public int GetHashCode(T obj) => _hash(obj);

    /// <inheritdoc/>
    public int Compare(T? x, T? y) => (x, y) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        _ => _compare(x, y),
    };
}
