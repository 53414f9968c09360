using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Fw24.Aws.Client;

/// <summary>Resolves a regional service's endpoint: the configured one, or <c>https://{prefix}[-fips].{region}.{partition's suffix}</c>.</summary>
/// <param name="prefix">The prefix of the host name.</param>
internal sealed class AwsEndpointProvider(string prefix) : IEndpointProvider
{
    /// <inheritdoc/>
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        if (parameters["Endpoint"] is string { Length: > 0 } url)
        {
            return new Endpoint(url);
        }

        if (parameters["Region"] is not string { Length: > 0 } region)
        {
            throw new AmazonClientException($"No region is set for {prefix}. Set AWS_REGION, or RegionEndpoint of the client's settings.");
        }

        var partition = Fn.Partition(region);
        var fips = parameters["UseFIPS"] is true ? "-fips" : "";
        var suffix = parameters["UseDualStack"] is true ? partition.dualStackDnsSuffix : partition.dnsSuffix;
        return new Endpoint($"https://{prefix}{fips}.{region}.{suffix}");
    }
}
