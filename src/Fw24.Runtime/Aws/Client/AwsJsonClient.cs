using System.Buffers;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Fw24.Aws.Client;

/// <summary>A client of a service that speaks AWS JSON: the operation in the header <c>X-Amz-Target</c>, JSON in and out.</summary>
/// <param name="config">The settings.</param>
/// <param name="contentType">The protocol's content type, such as <c>application/x-amz-json-1.0</c>.</param>
/// <param name="targetPrefix">What operations are named after, such as <c>DynamoDBStreams_20120810</c>.</param>
/// <param name="encoder">How text is escaped; <see langword="null"/> for the cautious way.</param>
internal sealed class AwsJsonClient(AwsServiceConfig config, string contentType, string targetPrefix, JavaScriptEncoder? encoder = null)
    : AwsServiceClient(config, new ResponseReader())
{
    private readonly JsonWriterOptions _options = new() { Encoder = encoder };

    /// <summary>Calls an operation.</summary>
    /// <typeparam name="TRequest">What the body is written from.</typeparam>
    /// <param name="operation">The operation's name.</param>
    /// <param name="request">What the body is written from.</param>
    /// <param name="write">Writes the body: one JSON object.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer's JSON.</returns>
    /// <exception cref="AmazonServiceException">The service answered with an error.</exception>
    public Task<ReadOnlyMemory<byte>> CallAsync<TRequest>(
        string operation, TRequest request, Action<Utf8JsonWriter, TRequest> write, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, _options))
        {
            write(json, request);
        }

        return SendAsync(
            [new("Content-Type", contentType), new("X-Amz-Target", $"{targetPrefix}.{operation}")],
            body.WrittenSpan.ToArray(),
            cancellationToken);
    }

    private sealed class ResponseReader : JsonResponseUnmarshaller
    {
        /// <inheritdoc/>
        public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) => AwsResponse.Read(input.Stream);

        /// <inheritdoc/>
        public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
        {
            var reader = new StreamingUtf8JsonReader(input.Stream);
            var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
            return new AmazonServiceException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
        }
    }
}
