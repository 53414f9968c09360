using Amazon.Runtime;

namespace Fw24.Aws.Client;

/// <summary>The timeout of an attempt and the number of attempts. A function has seconds, whereas the SDK would wait for 100 of them.</summary>
/// <remarks>
/// A connection that was frozen with the Lambda process may have been dropped silently: the next call on it gets no response. Three
/// attempts of 5 seconds, the default number without <c>AWS_MAX_ATTEMPTS</c>, leave half of a function's default timeout (30 seconds) for
/// everything else.
/// </remarks>
internal static class AwsTimeouts
{
    private static readonly TimeSpan s_connect = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_try = TimeSpan.FromSeconds(5);

    /// <summary>Sets the timeouts of a client, and the number of attempts that its settings state.</summary>
    /// <typeparam name="T">The client's settings.</typeparam>
    /// <param name="config">The client's settings.</param>
    /// <returns>The settings.</returns>
    public static T WithTimeouts<T>(this T config)
        where T : ClientConfig
    {
        config.ConnectTimeout = s_connect;
        config.Timeout = s_try;

        // Unless the number is set explicitly, DynamoDB's client makes 11 attempts, whatever the variables say.
        config.MaxErrorRetry = config.MaxErrorRetry;
        return config;
    }
}
