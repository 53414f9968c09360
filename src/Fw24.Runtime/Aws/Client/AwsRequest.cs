using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Fw24.Aws.Client;

/// <summary>A request with a complete body.</summary>
/// <param name="headers">The headers that describe the body.</param>
/// <param name="body">The body.</param>
internal sealed class AwsRequest(IReadOnlyList<KeyValuePair<string, string>> headers, byte[] body) : AmazonWebServiceRequest
{
    /// <summary>The HTTP method. Default: <c>POST</c>.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>The path, in which <c>{Name}</c> is replaced by a text of <see cref="PathValues"/>. Default: <c>/</c>.</summary>
    public string Path { get; init; } = "/";

    /// <summary>The texts in the path, by their names with the braces. They are encoded.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> PathValues { get; init; } = [];

    /// <summary>The parameters of the query string. They are encoded.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>The pipeline handler that converts it into an HTTP request.</summary>
    /// <param name="serviceId">The service's id in AWS's models.</param>
    internal sealed class Marshaller(string serviceId) : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        /// <inheritdoc/>
        public IRequest Marshall(AmazonWebServiceRequest input) => ((AwsRequest)input).ToHttp(serviceId);
    }

    private DefaultRequest ToHttp(string serviceId)
    {
        var request = new DefaultRequest(this, serviceId) { HttpMethod = Method, ResourcePath = Path, Content = body };
        foreach (var (name, value) in headers)
        {
            request.Headers[name] = value;
        }

        foreach (var (name, value) in PathValues)
        {
            request.AddPathResource(name, value);
        }

        request.UseQueryString = Query.Count > 0;
        foreach (var (name, value) in Query)
        {
            request.Parameters[name] = value;
        }

        return request;
    }
}
