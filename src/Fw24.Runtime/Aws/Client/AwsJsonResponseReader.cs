using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Fw24.Aws.Client;

/// <summary>Reads the responses of a service with a JSON protocol: bodies unparsed, errors as exceptions.</summary>
/// <param name="toException">
/// Creates the service's own exception from an error and its body; <see langword="null"/> for none.
/// </param>
internal sealed class AwsJsonResponseReader(
    Func<AmazonServiceException, ReadOnlyMemory<byte>, AmazonServiceException>? toException = null)
    : JsonResponseUnmarshaller
{
    /// <inheritdoc/>
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
        => AwsResponse.Read(input.Stream, input.ResponseData.ContentLength);

    /// <inheritdoc/>
    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        var exception = new AmazonServiceException(
            error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
        return toException is null ? exception : toException(exception, input.GetResponseBodyBytes());
    }
}
