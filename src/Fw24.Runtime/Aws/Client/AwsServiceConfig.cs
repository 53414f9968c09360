using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Fw24.Aws.Client;

/// <summary>A client's settings, with the same defaults, variables and profiles as the AWS SDK's own clients.</summary>
internal sealed class AwsServiceConfig : ClientConfig
{
    private static readonly string s_agent = InternalSDKUtils.BuildUserAgentString("Fw24", typeof(AwsServiceConfig).Assembly.GetName().Version!.ToString(3));

    private readonly AwsService _service;

    /// <summary>Creates settings with the defaults.</summary>
    /// <param name="service">The service.</param>
    /// <param name="configure">Changes the defaults.</param>
    public AwsServiceConfig(AwsService service, Action<ClientConfig>? configure = null)
        // The defaults that AWS_DEFAULTS_MODE selects (timeouts, retry mode) are the same for all services except S3; use DynamoDB's.
        : base(new DefaultConfigurationProvider(AmazonDynamoDBDefaultConfiguration.GetAllConfigurations()))
    {
        _service = service;
        ServiceId = service.Id;
        AuthenticationServiceName = service.SigningName;
        EndpointProvider = new AwsEndpointProvider(service.EndpointPrefix);
        this.Complete(configure);
    }

    /// <inheritdoc/>
    public override string ServiceVersion => _service.Version;

    /// <inheritdoc/>
    public override string UserAgent => s_agent;

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => _service.EndpointPrefix;

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
        => EndpointProvider.ResolveEndpoint(new AwsEndpointParameters(this, parameters.AlternateEndpoint?.SystemName ?? RegionEndpoint?.SystemName));
}
