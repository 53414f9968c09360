using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Fw24.Aws.Client;

/// <summary>
/// A thin client on the AWS SDK's own pipeline: credentials, region, endpoint variables, retries, clock skew, signatures and
/// errors are the SDK's. What is left to a service's client is to write request bodies and to read response bodies.
/// </summary>
/// <remarks>An error answer is an <see cref="AmazonServiceException"/>; its <see cref="AmazonServiceException.ErrorCode"/> tells which.</remarks>
/// <param name="config">The settings.</param>
/// <param name="unmarshaller">Reads answers in the service's protocol.</param>
internal abstract class AwsServiceClient(AwsServiceConfig config, ResponseUnmarshaller unmarshaller) : AmazonServiceClient(config)
{
    // An initializer, because the base constructor already builds the pipeline; and before anything asks for ServiceURL,
    // because ClientConfig forgets its region when it finds a URL in the variables.
    private readonly string _region = RegionOf(config);

    private readonly InvokeOptions _options = new()
    {
        RequestMarshaller = new AwsRequest.Marshaller(config.ServiceId),
        ResponseUnmarshaller = unmarshaller,
    };

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new AwsEndpointResolver(_region));
        pipeline.AddHandlerAfter<Marshaller>(new AwsSigV4Resolver());
    }

    /// <summary>Sends one request (POST to <c>/</c>), again after a failure that may pass.</summary>
    /// <param name="headers">The headers that say what the body is.</param>
    /// <param name="body">The body.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The body of the answer.</returns>
    /// <exception cref="AmazonServiceException">The service answered with an error.</exception>
    protected async Task<ReadOnlyMemory<byte>> SendAsync(
        IReadOnlyList<KeyValuePair<string, string>> headers, byte[] body, CancellationToken cancellationToken)
    {
        var response = await InvokeAsync<AwsResponse>(new AwsRequest(headers, body), _options, cancellationToken).ConfigureAwait(false);
        return response.Body;
    }

    // The last resort is the region that AWS's tools assume for an endpoint that has none, such as DynamoDB Local.
    private static string RegionOf(AwsServiceConfig config)
        => config.AuthenticationRegion
            ?? config.RegionEndpoint?.SystemName
            ?? FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false)?.SystemName
            ?? "us-east-1";
}
