namespace Fw24.Messages;

/// <summary>Keeps what is too large for a message, so that the message carries a reference to it (the claim check).</summary>
public interface IClaimCheck
{
    /// <summary>Stores content. Storing it again under the same name changes nothing.</summary>
    /// <param name="name">A name for the content, unique to it: letters, digits, <c>.</c>, <c>_</c>, <c>-</c>, <c>~</c>, <c>%</c> and <c>/</c>.</param>
    /// <param name="content">The content. Its bytes are borrowed until the call ends.</param>
    /// <param name="cancellationToken">Cancelled when the invocation's time is nearly over.</param>
    /// <returns>The reference: a URI that ends with the name, such as <c>s3://bucket/name</c>.</returns>
    ValueTask<string> StoreAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Gets content back.</summary>
    /// <param name="reference">What <see cref="StoreAsync"/> returned.</param>
    /// <param name="cancellationToken">Cancelled when the invocation's time is nearly over.</param>
    /// <returns>The content; <see langword="null"/> when there is none under that reference, or the reference is not one of this store.</returns>
    ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, CancellationToken cancellationToken);

    /// <summary>
    /// Gets content back of which a message says what it is. Whoever can send a message chooses its reference: a store that can compares it with
    /// the name, and reads no more than the length. What it returns is compared with length and hash in any case.
    /// </summary>
    /// <param name="reference">The reference that the message has.</param>
    /// <param name="name">The name that the content was stored under, if the message is genuine.</param>
    /// <param name="length">How many bytes the content then has: at most 16 MiB.</param>
    /// <param name="cancellationToken">Cancelled when the invocation's time is nearly over.</param>
    /// <returns>The content; <see langword="null"/> when there is none under that name, or the reference is not the name's.</returns>
    /// <exception cref="ItemFormatException">The content is longer.</exception>
    ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, string name, int length, CancellationToken cancellationToken) => FetchAsync(reference, cancellationToken);
}
