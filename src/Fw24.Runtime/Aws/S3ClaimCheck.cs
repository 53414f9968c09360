using System.Buffers;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Fw24.Aws.Client;
using Fw24.Invocations;
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
    private const int BufferLength = 64 * 1024;

    // A concurrent write of the same object: it stores the same content, so the object then exists.
    private static readonly Retries s_conflicts = new(4, TimeSpan.FromMilliseconds(50));

    private readonly string _bucket;
    private readonly TimeProvider _time;
    private readonly Lazy<AmazonS3Client> _client;

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
        _time = time;
        _bucket = ParseName(bucket) ?? throw new ArgumentException($"Expected {NameForm}.", nameof(bucket));

        // Custom endpoints seldom have a host name per bucket.
        _client = new Lazy<AmazonS3Client>(
            () => new AmazonS3Client(new AmazonS3Config().Complete(configure, static config => config.ForcePathStyle = true)));
    }

    /// <summary>The format of a bucket name, for error messages.</summary>
    internal static string NameForm => "the name of an S3 bucket (3 to 63 lower case letters, digits, dots and hyphens)";

    /// <inheritdoc/>
    /// <remarks>An object is written only once: the name contains the content's hash, so an existing object is identical.</remarks>
    /// <exception cref="AmazonServiceException">S3 rejected the call, or kept failing.</exception>
    public async ValueTask<string> StoreAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var bytes = content.ToArray();
        for (var attempt = 1; !await TryPutAsync(name, bytes, attempt == s_conflicts.MaxAttempts, cancellationToken).ConfigureAwait(false); attempt++)
        {
            await s_conflicts.PauseAsync(attempt, _time, cancellationToken).ConfigureAwait(false);
        }

        return $"s3://{_bucket}/{name}";
    }

    /// <inheritdoc/>
    /// <exception cref="ItemFormatException">The content is larger than 16 MiB.</exception>
    /// <exception cref="AmazonServiceException">S3 rejected the call, or kept failing.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, CancellationToken cancellationToken)
        => NameIn(reference) is { } name ? await ReadAsync(name, ClaimedBody.MaxSize, cancellationToken).ConfigureAwait(false) : null;

    /// <inheritdoc/>
    /// <exception cref="AmazonServiceException">S3 rejected the call, or kept failing.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, string name, int length, CancellationToken cancellationToken)
        => NameIn(reference) == name ? await ReadAsync(name, length, cancellationToken).ConfigureAwait(false) : null;

    /// <inheritdoc/>
    /// <exception cref="AmazonServiceException">S3 rejected a call, or kept failing.</exception>
    public async IAsyncEnumerable<string> FindAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The versions of an object follow one another.
        string? last = null;
        await foreach (var version in VersionsAsync(prefix, cancellationToken).ConfigureAwait(false))
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
    public async ValueTask RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await foreach (var version in VersionsAsync(name, cancellationToken).ConfigureAwait(false))
        {
            if (version.Key == name)
            {
                await _client.Value.DeleteObjectAsync(_bucket, name, version.VersionId, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Also of objects that were deleted. A bucket without versions has one of each, "null".
    private async IAsyncEnumerable<S3ObjectVersion> VersionsAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ListVersionsResponse page;
        var request = new ListVersionsRequest { BucketName = _bucket, Prefix = prefix };
        do
        {
            page = await _client.Value.ListVersionsAsync(request, cancellationToken).ConfigureAwait(false);
            foreach (var version in page.Versions ?? [])
            {
                yield return version;
            }

            (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }
        while (page.IsTruncated is true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    // Returns false while another write of the same object is in progress (PutObject, "If-None-Match": 409, retry).
    private async ValueTask<bool> TryPutAsync(string name, byte[] content, bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            using var body = new MemoryStream(content, writable: false);
            var request = new PutObjectRequest
            {
                BucketName = _bucket,
                Key = name,
                InputStream = body,
                ContentType = "application/json",
                IfNoneMatch = "*",

                // The content is in memory, so its signature needs no chunks, which some servers of the S3 protocol store as content.
                UseChunkEncoding = false,
            };
            await _client.Value.PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode is HttpStatusCode.PreconditionFailed)
        {
            return true;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode is HttpStatusCode.Conflict && !isLast)
        {
            return false;
        }
    }

    /// <summary>Parses a bucket's name.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The name; <see langword="null"/> when it is invalid.</returns>
    internal static string? ParseName(string text)
        => text.Length is >= 3 and <= 63 && text.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-') ? text : null;

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

    private async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string name, int maxLength, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _client.Value.GetObjectAsync(_bucket, name, cancellationToken).ConfigureAwait(false);

            // If S3 does not state the length, the limit applies while reading.
            return response.ContentLength > maxLength
                ? throw TooLong(maxLength)
                : await ReadAsync(response.ResponseStream, (int)Math.Max(response.ContentLength, 0), maxLength, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode is HttpStatusCode.NotFound && exception.ErrorCode is "NoSuchKey")
        {
            return null;
        }
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Stream stream, int expectedLength, int maxLength, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(expectedLength);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
            {
                if (content.Length + count > maxLength)
                {
                    throw TooLong(maxLength);
                }

                content.Write(buffer, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    private static ItemFormatException TooLong(int maxLength) => new("Claimed content", "", $"at most {maxLength} bytes", "more");
}
