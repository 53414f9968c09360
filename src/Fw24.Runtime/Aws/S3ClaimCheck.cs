using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Fw24.Messages;

namespace Fw24.Aws;

/// <summary>
/// Stores data that is too large for a message in an S3 bucket. The bucket's lifecycle determines the retention, which exceeds that of any queue (14 days).
/// </summary>
/// <remarks>
/// The client is created on first use; endpoint, region and credentials are resolved as in the AWS SDK. At an endpoint of the variables
/// (<c>AWS_ENDPOINT_URL_S3</c>) or the profile, buckets are part of the path, and content is sent without checksums and chunks, unless
/// <c>AWS_REQUEST_CHECKSUM_CALCULATION</c> says otherwise.
/// </remarks>
public sealed class S3ClaimCheck : IClaimCheck, IDisposable
{
    private readonly string _bucket;
    private readonly S3Objects _objects;

    /// <summary>Creates a claim check that uses a bucket.</summary>
    /// <param name="bucket">The bucket's name.</param>
    /// <param name="configure">
    /// Changes the client's settings. If it sets an endpoint, it also sets what that endpoint needs, such as path style.
    /// </param>
    /// <exception cref="ArgumentException">The name is not a valid bucket name.</exception>
    [CLSCompliant(false)]
    public S3ClaimCheck(string bucket, Action<AmazonS3Config>? configure = null)
        : this(bucket, configure, TimeProvider.System)
    {
    }

    internal S3ClaimCheck(string bucket, Action<AmazonS3Config>? configure, TimeProvider time)
    {
        _objects = new S3Objects(bucket, configure, time);
        _bucket = bucket;
    }

    /// <inheritdoc/>
    /// <remarks>An object is written only once: the name contains the content's hash, so an existing object is identical.</remarks>
    /// <exception cref="AmazonServiceException">S3 rejected the call, or kept failing.</exception>
    public async ValueTask<string> StoreAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        _ = await _objects.TryCreateAsync(name, content, "application/json", null, cancellationToken).ConfigureAwait(false);
        return $"s3://{_bucket}/{name}";
    }

    /// <inheritdoc/>
    /// <exception cref="ItemFormatException">The content is larger than 16 MiB.</exception>
    /// <exception cref="AmazonServiceException">S3 rejected the call, or kept failing.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, CancellationToken cancellationToken)
        => NameIn(reference) is { } name ? await _objects.GetAsync(name, ClaimedBody.MaxSize, cancellationToken).ConfigureAwait(false) : null;

    /// <inheritdoc/>
    /// <exception cref="AmazonServiceException">S3 rejected the call, or kept failing.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, string name, int length, CancellationToken cancellationToken)
        => NameIn(reference) == name ? await _objects.GetAsync(name, length, cancellationToken).ConfigureAwait(false) : null;

    /// <inheritdoc/>
    /// <exception cref="AmazonServiceException">S3 rejected a call, or kept failing.</exception>
    public async IAsyncEnumerable<string> FindAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The versions of an object follow one another.
        string? last = null;
        await foreach (var version in _objects.ListVersionsAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            if (version.Key != last)
            {
                yield return last = version.Key;
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>With all its versions: the stack's bucket would keep a deleted object for 30 days.</remarks>
    /// <exception cref="AmazonServiceException">S3 rejected a call, or kept failing.</exception>
    public ValueTask RemoveAsync(string name, CancellationToken cancellationToken) => _objects.DeleteVersionsAsync(name, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _objects.Dispose();

    // The sender of a message must not be able to choose what this function reads: no other bucket, and no name that an intermediate endpoint
    // could normalize to another, such as one with "..", an empty segment or escapes.
    private string? NameIn(string reference)
    {
        var prefix = $"s3://{_bucket}/";
        return reference.StartsWith(prefix, StringComparison.Ordinal) && reference[prefix.Length..].Split('/') is [_, ..] segments && segments.All(IsSegment)
            ? reference[prefix.Length..]
            : null;
    }

    // Names of parked content contain the function's name as escaped by Uri.EscapeDataString; no other escapes are valid.
    private static bool IsSegment(string segment)
    {
        var text = Uri.UnescapeDataString(segment);
        return text is not ("" or "." or "..")
            && text.All(static c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-' or '~' || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            && (text == segment || Uri.EscapeDataString(text) == segment);
    }
}
