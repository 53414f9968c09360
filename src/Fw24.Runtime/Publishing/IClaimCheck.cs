namespace Fw24.Publishing;

/// <summary>Keeps what is too large for a message, so that the message carries a reference to it (the claim check).</summary>
public interface IClaimCheck
{
    /// <summary>Stores content. Storing it again under the same name changes nothing.</summary>
    /// <param name="name">A name for the content, unique to it: letters, digits, <c>.</c>, <c>_</c>, <c>-</c> and <c>/</c>.</param>
    /// <param name="content">The content. Its bytes are borrowed until the call ends.</param>
    /// <param name="cancellationToken">Cancelled when the invocation's time is nearly over.</param>
    /// <returns>The reference: a URI that ends with the name, such as <c>s3://bucket/name</c>.</returns>
    ValueTask<string> StoreAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Gets content back.</summary>
    /// <param name="reference">What <see cref="StoreAsync"/> returned.</param>
    /// <param name="cancellationToken">Cancelled when the invocation's time is nearly over.</param>
    /// <returns>The content; <see langword="null"/> when there is none under that reference, or the reference is not one of this store.</returns>
    ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, CancellationToken cancellationToken);
}
