using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Fw24.Aws.Client;

/// <summary>The pipeline handler that sets each request's endpoint and signing region.</summary>
/// <param name="region">The client's region.</param>
internal sealed class AwsEndpointResolver(string region) : BaseEndpointResolver
{
    /// <inheritdoc/>
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
        => new AwsEndpointParameters(requestContext.ClientConfig, region);

    /// <inheritdoc/>
    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters)
        => executionContext.RequestContext.Request.AuthenticationRegion = region;
}
