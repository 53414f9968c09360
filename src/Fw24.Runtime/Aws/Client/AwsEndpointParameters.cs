using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Fw24.Aws.Client;

/// <summary>What decides a service's endpoint, under the names that AWS's endpoint rules use.</summary>
internal sealed class AwsEndpointParameters : EndpointParameters
{
    /// <summary>Takes the parameters from a client's settings.</summary>
    /// <param name="config">The settings.</param>
    /// <param name="region">The region the client works in.</param>
    public AwsEndpointParameters(IClientConfig config, string? region)
    {
        this["Region"] = region;
        this["Endpoint"] = config.ServiceURL;
        this["UseFIPS"] = config.UseFIPSEndpoint;
        this["UseDualStack"] = config.UseDualstackEndpoint;
    }
}
