using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Fw24.Aws.Client;

/// <summary>The parameters that determine a service's endpoint, under the names of AWS's endpoint rules.</summary>
internal sealed class AwsEndpointParameters : EndpointParameters
{
    /// <summary>Creates the parameters from a client's settings.</summary>
    /// <param name="config">The settings.</param>
    /// <param name="region">The client's region.</param>
    public AwsEndpointParameters(IClientConfig config, string? region)
    {
        this["Region"] = region;
        this["Endpoint"] = config.ServiceURL;
        this["UseFIPS"] = config.UseFIPSEndpoint;
        this["UseDualStack"] = config.UseDualstackEndpoint;
    }
}
