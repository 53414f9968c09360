using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Fw24.Aws.Client;

/// <summary>A request with a complete body.</summary>
/// <param name="headers">The headers that describe the body.</param>
/// <param name="body">The body.</param>
internal sealed class AwsRequest(IReadOnlyList<KeyValuePair<string, string>> headers, byte[] body) : AmazonWebServiceRequest
{
    /// <summary>The pipeline handler that converts it into an HTTP request.</summary>
    /// <param name="serviceId">The service's id in AWS's models.</param>
    internal sealed class Marshaller(string serviceId) : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        /// <inheritdoc/>
        public IRequest Marshall(AmazonWebServiceRequest input) => ((AwsRequest)input).ToHttp(serviceId);
    }

    private DefaultRequest ToHttp(string serviceId)
    {
        var request = new DefaultRequest(this, serviceId) { HttpMethod = "POST", ResourcePath = "/", Content = body };
        foreach (var (name, value) in headers)
        {
            request.Headers[name] = value;
        }

        return request;
    }
}
