namespace Fw24.Seals;

/// <summary>Objects by name: a bucket of Amazon S3, or a folder.</summary>
/// <remarks>A read sees every write and deletion that ended before it, as in Amazon S3.</remarks>
public interface ISealStore
{
    /// <summary>Reads an object.</summary>
    /// <param name="name">The name: segments of ASCII letters, digits, dots, hyphens and underscores, separated by slashes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The content; <see langword="null"/> when there is no object.</returns>
    ValueTask<ReadOnlyMemory<byte>?> GetAsync(string name, CancellationToken cancellationToken);

    /// <summary>Creates an object if there is none of its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="content">The content.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether the object was created: <see langword="false"/> when there is one, which stays as it is.</returns>
    ValueTask<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Creates an object, or replaces one.</summary>
    /// <param name="name">The name.</param>
    /// <param name="content">The content.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Lists objects, in the order of their names.</summary>
    /// <param name="prefix">The beginning of their names.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The objects, read page by page.</returns>
    IAsyncEnumerable<SealObject> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Deletes an object, if there is one.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask DeleteAsync(string name, CancellationToken cancellationToken);
}
