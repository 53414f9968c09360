using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Fw24.Aws.Client.Forms;

namespace Fw24.Aws.Client;

/// <summary>A client of a service with the AWS Query protocol: form parameters in, XML out.</summary>
/// <param name="config">The settings.</param>
internal sealed class AwsQueryClient(AwsServiceConfig config) : AwsServiceClient(config, new ResponseReader())
{
    private static readonly KeyValuePair<string, string>[] s_headers = [new("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")];

    /// <summary>Calls an operation.</summary>
    /// <param name="form">The parameters, including <c>Action</c> and <c>Version</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The response's XML.</returns>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    public Task<ReadOnlyMemory<byte>> CallAsync(FormWriter form, CancellationToken cancellationToken)
        => SendAsync(s_headers, form.Written.ToArray(), cancellationToken);

    private sealed class ResponseReader : XmlResponseUnmarshaller
    {
        /// <inheritdoc/>
        public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input) => AwsResponse.Read(input.Stream, input.ResponseData.ContentLength);

        /// <inheritdoc/>
        public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
        {
            var error = XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(input);
            return new AmazonServiceException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
        }
    }
}
