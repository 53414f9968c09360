using Amazon.Runtime;
using Amazon.S3;
using Fw24.Seals;

namespace Fw24.Aws;

/// <summary>The objects of a log in an S3 bucket.</summary>
/// <remarks>
/// Endpoint, region and credentials are resolved as in the AWS SDK; see <see cref="S3ClaimCheck"/> for other servers of the S3 protocol.
/// Reading needs <c>s3:GetObject</c> and <c>s3:ListBucket</c>.
/// </remarks>
public sealed class S3SealStore : ISealStore, IDisposable
{
    // The plan of a round has all of its entries.
    private const int MaxObjectBytes = 512 * 1024 * 1024;

    // What an invocation or an erasure leaves: 10,000 records have less than half of it. Many are read at once.
    private const int MaxPendingBytes = 16 * 1024 * 1024;

    private readonly S3Objects _objects;
    private readonly TimeSpan _retention;
    private readonly TimeProvider _time;

    /// <summary>Creates a store in a bucket.</summary>
    /// <param name="bucket">The bucket's name.</param>
    /// <param name="retention">
    /// The time for which the log's tiles and checkpoints are locked (S3 Object Lock in compliance mode): nobody can delete them before,
    /// nor end the lock. Zero: no lock. Default: zero, for reading.
    /// </param>
    /// <param name="configure">
    /// Changes the client's settings. If it sets an endpoint, it also sets what that endpoint needs, such as path style.
    /// </param>
    /// <param name="time">The clock. Default: the system's.</param>
    /// <exception cref="ArgumentException">The name is not a valid bucket name.</exception>
    [CLSCompliant(false)]
    public S3SealStore(
        string bucket, TimeSpan retention = default, Action<AmazonS3Config>? configure = null, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retention, TimeSpan.Zero);
        _time = time ?? TimeProvider.System;
        _retention = retention;
        _objects = new S3Objects(bucket, configure, _time);
    }

    /// <inheritdoc/>
    /// <exception cref="AmazonServiceException">S3 rejected the call, or kept failing.</exception>
    /// <exception cref="ItemFormatException">The object is too large to be one of a log.</exception>
    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(string name, CancellationToken cancellationToken)
        => _objects.GetAsync(
            name,
            name.StartsWith(SealNames.Pending, StringComparison.Ordinal) ? MaxPendingBytes : MaxObjectBytes,
            cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="AmazonServiceException">S3 rejected the call, or kept failing.</exception>
    public ValueTask<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        => _objects.TryCreateAsync(name, content, SealNames.TypeOf(name), LockOf(name), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="AmazonServiceException">S3 rejected the call, or kept failing.</exception>
    public async ValueTask PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        => await _objects.PutAsync(name, content, SealNames.TypeOf(name), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    /// <exception cref="AmazonServiceException">S3 rejected a call, or kept failing.</exception>
    public IAsyncEnumerable<SealObject> ListAsync(string prefix, CancellationToken cancellationToken)
        => _objects.ListAsync(prefix, cancellationToken)
            .Select(one => new SealObject(one.Key, one.LastModified?.ToUniversalTime() ?? _time.GetUtcNow()));

    /// <inheritdoc/>
    /// <exception cref="AmazonServiceException">S3 rejected the call, or kept failing.</exception>
    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
        => await _objects.DeleteAsync(name, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Dispose() => _objects.Dispose();

    private DateTimeOffset? LockOf(string name)
        => _retention > TimeSpan.Zero && SealNames.IsPermanent(name) ? _time.GetUtcNow() + _retention : null;
}
