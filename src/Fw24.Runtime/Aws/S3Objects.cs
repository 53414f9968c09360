using System.Buffers;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Fw24.Aws.Client;
using Fw24.Invocations;

namespace Fw24.Aws;

/// <summary>The objects of an S3 bucket. The client is created on first use.</summary>
internal sealed class S3Objects : IDisposable
{
    private const int BufferLength = 64 * 1024;

    // While another write of the same object is in progress, S3 asks to try again (PutObject, "If-None-Match": 409).
    private static readonly Retries s_conflicts = new(4, TimeSpan.FromMilliseconds(50));

    private readonly string _bucket;
    private readonly TimeProvider _time;
    private readonly Lazy<AmazonS3Client> _client;

    /// <summary>Creates access to a bucket.</summary>
    /// <param name="bucket">The bucket's name.</param>
    /// <param name="configure">Changes the client's settings.</param>
    /// <param name="time">The clock of pauses.</param>
    /// <exception cref="ArgumentException">The name is not a valid bucket name.</exception>
    public S3Objects(string bucket, Action<AmazonS3Config>? configure, TimeProvider time)
    {
        _time = time;
        _bucket = ParseName(bucket) ?? throw new ArgumentException($"Expected {NameForm}.", nameof(bucket));

        // Custom endpoints seldom have a host name per bucket.
        _client = new Lazy<AmazonS3Client>(
            () => new AmazonS3Client(new AmazonS3Config().Complete(configure, static config => config.ForcePathStyle = true)));
    }

    /// <summary>The format of a bucket name, for error messages.</summary>
    public static string NameForm => "the name of an S3 bucket (3 to 63 lower case letters, digits, dots and hyphens)";

    /// <summary>Parses a bucket's name.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The name; <see langword="null"/> when it is invalid.</returns>
    public static string? ParseName(string text)
        => text.Length is >= 3 and <= 63 && text.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-')
            ? text
            : null;

    /// <summary>Creates an object if there is none of its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="content">The content.</param>
    /// <param name="contentType">The content's type.</param>
    /// <param name="lockedUntil">The time until which S3 refuses to delete the object or its lock; <see langword="null"/> for no lock.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>Whether the object was created: <see langword="false"/> when there is one, which stays as it is.</returns>
    public async ValueTask<bool> TryCreateAsync(
        string name, ReadOnlyMemory<byte> content, string contentType, DateTimeOffset? lockedUntil, CancellationToken cancellationToken)
    {
        var bytes = content.ToArray();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await PutAsync(name, bytes, contentType, lockedUntil, isNew: true, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (AmazonS3Exception exception) when (exception.StatusCode is HttpStatusCode.PreconditionFailed)
            {
                return false;
            }
            catch (AmazonS3Exception exception) when (exception.StatusCode is HttpStatusCode.Conflict && attempt < s_conflicts.MaxAttempts)
            {
                await s_conflicts.PauseAsync(attempt, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Creates an object, or replaces one.</summary>
    /// <param name="name">The name.</param>
    /// <param name="content">The content.</param>
    /// <param name="contentType">The content's type.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task PutAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
        => PutAsync(name, content.ToArray(), contentType, null, isNew: false, cancellationToken);

    /// <summary>Reads an object.</summary>
    /// <param name="name">The name.</param>
    /// <param name="maxLength">The length in bytes from which an object is refused.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The content; <see langword="null"/> when there is no object.</returns>
    /// <exception cref="ItemFormatException">The object is larger.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> GetAsync(string name, int maxLength, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _client.Value.GetObjectAsync(_bucket, name, cancellationToken).ConfigureAwait(false);

            // If S3 does not state the length, the limit applies while reading.
            return response.ContentLength > maxLength
                ? throw TooLong(maxLength)
                : await ReadAsync(response.ResponseStream, (int)Math.Max(response.ContentLength, 0), maxLength, cancellationToken)
                    .ConfigureAwait(false);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode is HttpStatusCode.NotFound && exception.ErrorCode is "NoSuchKey")
        {
            return null;
        }
    }

    /// <summary>Lists objects, in the order of their names.</summary>
    /// <param name="prefix">The beginning of their names.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async IAsyncEnumerable<S3Object> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ListObjectsV2Response page;
        var request = new ListObjectsV2Request { BucketName = _bucket, Prefix = prefix };
        do
        {
            page = await _client.Value.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false);
            foreach (var content in page.S3Objects ?? [])
            {
                yield return content;
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated is true);
    }

    /// <summary>Deletes an object, if there is one.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteAsync(string name, CancellationToken cancellationToken)
        => _client.Value.DeleteObjectAsync(_bucket, name, cancellationToken);

    /// <summary>Lists the versions of objects, also of those that were deleted. A bucket without versions has one of each.</summary>
    /// <param name="prefix">The beginning of the objects' names.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async IAsyncEnumerable<S3ObjectVersion> ListVersionsAsync(
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

    /// <summary>Deletes all versions of an object.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async ValueTask DeleteVersionsAsync(string name, CancellationToken cancellationToken)
    {
        await foreach (var version in ListVersionsAsync(name, cancellationToken).ConfigureAwait(false))
        {
            if (version.Key == name)
            {
                await _client.Value.DeleteObjectAsync(_bucket, name, version.VersionId, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    private async Task PutAsync(
        string name, byte[] content, string contentType, DateTimeOffset? lockedUntil, bool isNew, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(content, writable: false);
        var request = new PutObjectRequest
        {
            BucketName = _bucket,
            Key = name,
            InputStream = body,
            ContentType = contentType,

            // The content is in memory, so its signature needs no chunks, which some servers of the S3 protocol store as content.
            UseChunkEncoding = false,
        };
        if (isNew)
        {
            request.IfNoneMatch = "*";
        }

        if (lockedUntil is { } time)
        {
            // A lock demands a checksum (PutObject, "x-amz-object-lock-mode"). The client computes none if its settings say WHEN_REQUIRED,
            // even if the request names an algorithm (AWSSDK.S3 4.1.0).
            request.ObjectLockMode = ObjectLockMode.Compliance;
            request.ObjectLockRetainUntilDate = time.UtcDateTime;
            request.ChecksumSHA256 = Convert.ToBase64String(SHA256.HashData(content));
        }

        await _client.Value.PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(
        Stream stream, int expectedLength, int maxLength, CancellationToken cancellationToken)
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
