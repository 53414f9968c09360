using System.Buffers;
using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Fw24.Aws.Client;
using Fw24.Functions;
using Fw24.Messages;

namespace Fw24.Aws;

/// <summary>Keeps what is too large for a message in an S3 bucket. How long, the bucket's lifecycle says: longer than any queue keeps a message (14 days).</summary>
/// <remarks>The client is made when it is first needed; endpoint, region and credentials come from where the AWS SDK looks for them.</remarks>
public sealed class S3ClaimCheck : IClaimCheck, IDisposable
{
    private const int BufferLength = 64 * 1024;

    // An object is written while somebody else writes it: what they write is the same, and then it is there.
    private static readonly Retries s_conflicts = new(4, TimeSpan.FromMilliseconds(50));

    private readonly string _bucket;
    private readonly TimeProvider _time;
    private readonly Lazy<AmazonS3Client> _client;

    /// <summary>Prepares to use a bucket.</summary>
    /// <param name="bucket">Its name.</param>
    /// <param name="configure">Changes the client's settings.</param>
    /// <exception cref="ArgumentException">That is no bucket's name.</exception>
    [CLSCompliant(false)]
    public S3ClaimCheck(string bucket, Action<AmazonS3Config>? configure = null)
        : this(bucket, configure, TimeProvider.System)
    {
    }

    internal S3ClaimCheck(string bucket, Action<AmazonS3Config>? configure, TimeProvider time)
    {
        _time = time;
        _bucket = ParseName(bucket) ?? throw new ArgumentException($"Expected {NameForm}.", nameof(bucket));
        _client = new Lazy<AmazonS3Client>(() =>
        {
            var config = new AmazonS3Config().WithTimeouts();

            if (config.ServiceURL is { } endpoint)
            {
                // Said once more: settings that only found it in the variables forget it when they look for their region.
                config.ServiceURL = endpoint;
                config.AuthenticationRegion = FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false)?.SystemName;

                // An endpoint of one's own seldom has a host name for each bucket.
                config.ForcePathStyle = true;
            }

            configure?.Invoke(config);
            return new AmazonS3Client(config);
        });
    }

    /// <summary>What a bucket's name looks like, for errors.</summary>
    internal static string NameForm => "the name of an S3 bucket (3 to 63 lower case letters, digits, dots and hyphens)";

    /// <inheritdoc/>
    /// <remarks>An object is written once: the hash of the content is in the name, so what is there already is the same.</remarks>
    /// <exception cref="AmazonServiceException">S3 refused the call, or kept failing.</exception>
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
    /// <exception cref="ItemFormatException">The content has more than 16 MiB.</exception>
    /// <exception cref="AmazonServiceException">S3 refused the call, or kept failing.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, CancellationToken cancellationToken)
        => NameIn(reference) is { } name ? await ReadAsync(name, ClaimedBody.MaxSize, cancellationToken).ConfigureAwait(false) : null;

    /// <inheritdoc/>
    /// <exception cref="AmazonServiceException">S3 refused the call, or kept failing.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, string name, int length, CancellationToken cancellationToken)
        => NameIn(reference) == name ? await ReadAsync(name, length, cancellationToken).ConfigureAwait(false) : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    // Returns false while another write of the same object is under way (PutObject, "If-None-Match": 409, to be tried again).
    private async ValueTask<bool> TryPutAsync(string name, byte[] content, bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            using var body = new MemoryStream(content, writable: false);
            var request = new PutObjectRequest { BucketName = _bucket, Key = name, InputStream = body, ContentType = "application/json", IfNoneMatch = "*" };
            await _client.Value.PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.PreconditionFailed)
        {
            return true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.Conflict && !isLast)
        {
            return false;
        }
    }

    /// <summary>Reads a bucket's name.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The name; <see langword="null"/> when it is none.</returns>
    internal static string? ParseName(string text) =>
        text.Length is >= 3 and <= 63 && text.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-') ? text : null;

    // Whoever can send a message must not be able to choose what this function reads: no other bucket, and nothing that an endpoint on the way
    // could take for another name, as it may "..", an empty segment and escapes.
    private string? NameIn(string reference)
    {
        var prefix = $"s3://{_bucket}/";
        return reference.StartsWith(prefix, StringComparison.Ordinal) && reference[prefix.Length..].Split('/') is [_, ..] segments && segments.All(IsSegment)
            ? reference[prefix.Length..]
            : null;
    }

    // The name of a function is in what it parked as Uri.EscapeDataString writes it, and no other escape is one of ours.
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

            // What S3 does not state is bounded as it is read.
            return response.ContentLength > maxLength
                ? throw TooLong(maxLength)
                : await ReadAsync(response.ResponseStream, (int)Math.Max(response.ContentLength, 0), maxLength, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound && e.ErrorCode is "NoSuchKey")
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
