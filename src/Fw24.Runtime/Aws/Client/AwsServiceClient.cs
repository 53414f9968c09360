using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Fw24.Aws.Client;

/// <summary>
/// A thin client on the AWS SDK's pipeline, which provides credentials, region, endpoint variables, retries, clock skew correction, signatures and
/// errors. A service's client only writes request bodies and reads response bodies.
/// </summary>
/// <remarks>An error response is an <see cref="AmazonServiceException"/> with an <see cref="AmazonServiceException.ErrorCode"/>.</remarks>
/// <param name="config">The settings.</param>
/// <param name="unmarshaller">Reads responses in the service's protocol.</param>
internal abstract class AwsServiceClient(AwsServiceConfig config, ResponseUnmarshaller unmarshaller) : AmazonServiceClient(config)
{
    // Initialized here because the base constructor builds the pipeline.
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

    /// <summary>Sends one request (POST to <c>/</c>), with retries after transient failures.</summary>
    /// <param name="headers">The headers that describe the body.</param>
    /// <param name="body">The body.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The body of the response.</returns>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    protected Task<ReadOnlyMemory<byte>> SendAsync(
        IReadOnlyList<KeyValuePair<string, string>> headers, byte[] body, CancellationToken cancellationToken)
        => SendAsync(new AwsRequest(headers, body), cancellationToken);

    /// <summary>Sends one request, with retries after transient failures.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The body of the response.</returns>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    protected async Task<ReadOnlyMemory<byte>> SendAsync(AwsRequest request, CancellationToken cancellationToken)
        => (await InvokeAsync<AwsResponse>(request, _options, cancellationToken).ConfigureAwait(false)).Body;

    // Without a region and an endpoint, the base constructor throws.
    private static string RegionOf(AwsServiceConfig config) => config.AuthenticationRegion ?? config.RegionEndpoint?.SystemName ?? "";
}
