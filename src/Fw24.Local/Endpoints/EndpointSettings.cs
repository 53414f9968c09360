using Amazon.Runtime;

namespace Fw24.Local.Endpoints;

/// <summary>The settings of clients of an endpoint.</summary>
internal static class EndpointSettings
{
    /// <summary>Points a client to an endpoint.</summary>
    /// <typeparam name="T">The type of the settings.</typeparam>
    /// <param name="config">The client's settings.</param>
    /// <param name="url">The endpoint.</param>
    /// <param name="region">The region that requests are signed for.</param>
    /// <returns>The settings.</returns>
    public static T At<T>(this T config, Uri url, string region)
        where T : ClientConfig
    {
        config.ServiceURL = url.ToString();
        config.AuthenticationRegion = region;
        if (url.IsLoopback)
        {
            // An emulator requires credentials, and accepts any.
            config.DefaultAWSCredentials = new BasicAWSCredentials("local", "local");
        }

        return config;
    }
}
