namespace Fw24.Messages;

/// <summary>Stores data that is too large for a message, which then carries a reference to it (the claim check pattern).</summary>
public interface IClaimCheck
{
    /// <summary>Stores content. Storing the same content again under the same name has no effect.</summary>
    /// <param name="name">A name that is unique to the content: letters, digits, <c>.</c>, <c>_</c>, <c>-</c>, <c>~</c>, <c>%</c> and <c>/</c>.</param>
    /// <param name="content">The content. Its bytes are borrowed until the call ends.</param>
    /// <param name="cancellationToken">Cancelled shortly before the invocation times out.</param>
    /// <returns>The reference: a URI that ends with the name, such as <c>s3://bucket/name</c>.</returns>
    ValueTask<string> StoreAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Fetches content.</summary>
    /// <param name="reference">The reference that <see cref="StoreAsync"/> returned.</param>
    /// <param name="cancellationToken">Cancelled shortly before the invocation times out.</param>
    /// <returns>The content; <see langword="null"/> when the reference has none or does not belong to this store.</returns>
    ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, CancellationToken cancellationToken);

    /// <summary>
    /// Fetches content that a message refers to. The sender of a message chooses the reference, so a store should compare it with the name where it
    /// can, and read no more than the length. The caller always verifies the length and hash of the result.
    /// </summary>
    /// <param name="reference">The reference in the message.</param>
    /// <param name="name">The name that the content was stored under if the message is genuine.</param>
    /// <param name="length">The size in bytes that the content then has: at most 16 MiB.</param>
    /// <param name="cancellationToken">Cancelled shortly before the invocation times out.</param>
    /// <returns>The content; <see langword="null"/> when nothing is stored under that name, or the reference does not match the name.</returns>
    /// <exception cref="ItemFormatException">The content is longer.</exception>
    ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, string name, int length, CancellationToken cancellationToken) => FetchAsync(reference, cancellationToken);

    /// <summary>Finds the names of stored content. No function does; <c>AuditEraser</c> removes what it finds.</summary>
    /// <param name="prefix">The beginning of the names.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The names, in no order.</returns>
    /// <exception cref="NotSupportedException">The store cannot list its content.</exception>
    IAsyncEnumerable<string> FindAsync(string prefix, CancellationToken cancellationToken)
        => throw new NotSupportedException($"{GetType().Name} does not list its content: implement IClaimCheck.FindAsync.");

    /// <summary>Removes content. If there is none under the name, this has no effect.</summary>
    /// <param name="name">The name under which it was stored.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="NotSupportedException">The store cannot remove content.</exception>
    ValueTask RemoveAsync(string name, CancellationToken cancellationToken)
        => throw new NotSupportedException($"{GetType().Name} does not remove content: implement IClaimCheck.RemoveAsync.");
}
