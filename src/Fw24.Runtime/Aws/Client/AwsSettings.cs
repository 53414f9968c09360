using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace Fw24.Aws.Client;

/// <summary>The settings that every client of the runtime shares: its endpoint, its timeouts and the number of its attempts.</summary>
internal static class AwsSettings
{
    // A function has seconds, whereas the SDK would wait for 100 of them. A connection that was frozen with the Lambda process may have
    // been dropped silently: the next call on it gets no response. Three attempts of 5 seconds and the delays between them, at most 3
    // seconds in all, leave 12 of the 30 seconds of a function's default timeout for everything else.
    private const int MaxAttempts = 3;
    private static readonly TimeSpan s_connect = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_attempt = TimeSpan.FromSeconds(5);

    /// <summary>Completes a client's settings.</summary>
    /// <remarks>
    /// A custom endpoint is one that the SDK finds in the variables <c>AWS_ENDPOINT_URL</c> and <c>AWS_ENDPOINT_URL_{SERVICE}</c> or in the
    /// profile. Unlike in the SDK, it stays, whatever <paramref name="configure"/> reads and whichever region it sets; another
    /// <see cref="ClientConfig.ServiceURL"/> replaces it.
    /// </remarks>
    /// <typeparam name="T">The type of the settings.</typeparam>
    /// <param name="config">The settings, as created.</param>
    /// <param name="configure">Changes the defaults.</param>
    /// <param name="atEndpoint">Sets the defaults of a custom endpoint.</param>
    /// <returns>The settings.</returns>
    public static T Complete<T>(this T config, Action<T>? configure = null, Action<T>? atEndpoint = null)
        where T : ClientConfig
    {
        config.ConnectTimeout = s_connect;
        config.Timeout = s_attempt;
        config.MaxErrorRetry = Math.Max(FallbackInternalConfigurationFactory.MaxAttempts ?? MaxAttempts, 1) - 1;

        var endpoint = config.ServiceURL;
        if (endpoint is not null)
        {
            // Set explicitly: the SDK forgets an endpoint that was only found when it determines the region.
            config.ServiceURL = endpoint;
            RequireNoChecksums(config);
            atEndpoint?.Invoke(config);
        }

        configure?.Invoke(config);
        Keep(config, endpoint);
        return config;
    }

    // Checksums beyond what an operation requires are sent in a trailer, which many servers of the S3 protocol refuse.
    private static void RequireNoChecksums(ClientConfig config)
    {
        if (FallbackInternalConfigurationFactory.RequestChecksumCalculation is null)
        {
            config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
        }

        if (FallbackInternalConfigurationFactory.ResponseChecksumValidation is null)
        {
            config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        }
    }

    // A region that is set removes the endpoint, although the SDK, too, uses an endpoint of the variables with the region that code sets.
    private static void Keep(ClientConfig config, string? endpoint)
    {
        if (endpoint is not null && config.ServiceURL is null && !config.IgnoreConfiguredEndpointUrls)
        {
            config.AuthenticationRegion ??= config.RegionEndpoint?.SystemName;
            config.ServiceURL = endpoint;
        }

        if (config.ServiceURL is not null)
        {
            // The region in the URL, otherwise that of the variables or the profile, otherwise us-east-1, as AWS's tools assume for
            // DynamoDB Local.
            config.AuthenticationRegion ??= AWSSDKUtils.DetermineRegion(config.ServiceURL);
        }
    }
}
