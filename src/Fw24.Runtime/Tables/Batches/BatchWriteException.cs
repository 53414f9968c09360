namespace Fw24;

/// <summary>A batch ended before all of its writes were done. The others were done.</summary>
public sealed class BatchWriteException : Exception
{
    internal BatchWriteException(string message, IReadOnlyList<int> positions, IReadOnlyList<ItemImage> keys, Exception? innerException)
        : base(message, innerException)
        => (Positions, Keys) = (positions, keys);

    /// <summary>
    /// The positions, among the items or keys that were passed, of those that were not written. With an
    /// <see cref="Exception.InnerException"/>, up to 25 of them may have been: the response of the last call is not known.
    /// </summary>
    public IReadOnlyList<int> Positions { get; }

    /// <summary>The keys of those items, in the same order.</summary>
    public IReadOnlyList<ItemImage> Keys { get; }
}
