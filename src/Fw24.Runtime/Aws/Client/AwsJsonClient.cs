using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Runtime;
using Fw24.Json;

namespace Fw24.Aws.Client;

/// <summary>A client of a service with the AWS JSON protocol: the operation in the header <c>X-Amz-Target</c>, JSON in and out.</summary>
/// <param name="config">The settings.</param>
/// <param name="contentType">The protocol's content type, such as <c>application/x-amz-json-1.0</c>.</param>
/// <param name="targetPrefix">The prefix of operation names, such as <c>DynamoDBStreams_20120810</c>.</param>
/// <param name="encoder">The encoder for text; <see langword="null"/> for the default, which escapes more.</param>
/// <param name="toException">Creates the service's own exception from an error and its body; <see langword="null"/> for none.</param>
internal sealed class AwsJsonClient(
    AwsServiceConfig config,
    string contentType,
    string targetPrefix,
    JavaScriptEncoder? encoder = null,
    Func<AmazonServiceException, ReadOnlyMemory<byte>, AmazonServiceException>? toException = null)
    : AwsServiceClient(config, new AwsJsonResponseReader(toException))
{
    // A thread keeps the buffer of most bodies; that of the largest (16 MB) is left to the collector.
    private const int KeptBuffer = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    private readonly JsonWriterOptions _options = new() { Encoder = encoder };

    /// <summary>Calls an operation.</summary>
    /// <typeparam name="TRequest">The type of the request.</typeparam>
    /// <param name="operation">The operation's name.</param>
    /// <param name="request">The request, which is passed to <paramref name="write"/>.</param>
    /// <param name="write">Writes the body: one JSON object.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The response's JSON.</returns>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    public Task<ReadOnlyMemory<byte>> CallAsync<TRequest>(
        string operation, TRequest request, Action<Utf8JsonWriter, TRequest> write, CancellationToken cancellationToken)
        => SendAsync(
            [new("Content-Type", contentType), new("X-Amz-Target", $"{targetPrefix}.{operation}")],
            Write(request, write),
            cancellationToken);

    /// <summary>Reads a text member of a response.</summary>
    /// <param name="answer">The response: <c>{"ARN":"…","SecretString":"…","VersionId":"…"}</c>.</param>
    /// <param name="member">The member's name.</param>
    /// <returns>The text; <see langword="null"/> if the response does not have the member.</returns>
    public static string? TextOf(ReadOnlySpan<byte> answer, ReadOnlySpan<byte> member)
    {
        var json = new Utf8JsonReader(answer);
        json.Read();
        while (json.NextMember())
        {
            if (json.ValueTextEquals(member))
            {
                return json.ReadText();
            }

            json.SkipMember();
        }

        return null;
    }

    private byte[] Write<TRequest>(TRequest request, Action<Utf8JsonWriter, TRequest> write)
    {
        var buffer = t_buffer ?? new ArrayBufferWriter<byte>(1024);
        t_buffer = null;
        using (var json = new Utf8JsonWriter(buffer, _options))
        {
            write(json, request);
        }

        var body = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= KeptBuffer)
        {
            buffer.ResetWrittenCount();
            t_buffer = buffer;
        }

        return body;
    }
}
