using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Fw24.Aws.Client;

/// <summary>The pipeline's step that gives each request its endpoint and the region it is signed for.</summary>
/// <param name="region">The region the client works in.</param>
internal sealed class AwsEndpointResolver(string region) : BaseEndpointResolver
{
    /// <inheritdoc/>
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
        => new AwsEndpointParameters(requestContext.ClientConfig, region);

    /// <inheritdoc/>
    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters)
        => executionContext.RequestContext.Request.AuthenticationRegion = region;
}
