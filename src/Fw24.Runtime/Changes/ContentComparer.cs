namespace Fw24;

/// <summary>Tells values apart, and orders them, by what an item would hold of them.</summary>
/// <typeparam name="T">The values' type.</typeparam>
public sealed class ContentComparer<T> : IEqualityComparer<T>, IComparer<T>
    where T : notnull
{
    private readonly Func<T, int> _hash;
    private readonly Comparison<T> _compare;

    /// <param name="hash">Hashes a value.</param>
    /// <param name="compare">Compares two values: 0 only where an item holds the same of both.</param>
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
