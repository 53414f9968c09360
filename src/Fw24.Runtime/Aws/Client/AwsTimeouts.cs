using Amazon.Runtime;

namespace Fw24.Aws.Client;

/// <summary>How long a call may take before it is tried again, and how often it is tried. A function has seconds, where the SDK would wait for 100 of them.</summary>
/// <remarks>
/// A connection that Lambda froze with its process may have been dropped without a word: the next call on it gets no answer. Three
/// tries of 5 seconds, as many as there are without <c>AWS_MAX_ATTEMPTS</c>, leave half of a function's default timeout (30 seconds) for
/// everything else.
/// </remarks>
internal static class AwsTimeouts
{
    private static readonly TimeSpan s_connect = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_try = TimeSpan.FromSeconds(5);

    /// <summary>Sets the timeouts of a client, and the tries that its settings show.</summary>
    /// <typeparam name="T">The client's settings.</typeparam>
    /// <param name="config">The client's settings.</param>
    /// <returns>The settings.</returns>
    public static T WithTimeouts<T>(this T config)
        where T : ClientConfig
    {
        config.ConnectTimeout = s_connect;
        config.Timeout = s_try;

        // DynamoDB's client makes 11 tries of its own, whatever the variables say, unless the number was set.
        config.MaxErrorRetry = config.MaxErrorRetry;
        return config;
    }
}
