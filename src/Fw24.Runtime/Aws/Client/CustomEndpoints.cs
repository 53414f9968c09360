using Amazon.Runtime;

namespace Fw24.Aws.Client;

/// <summary>
/// The custom endpoints of the services that the runtime calls, as its clients find them in the variables or the profile.
/// </summary>
internal static class CustomEndpoints
{
    // The service ids of AWS's models, which determine the variables.
    private static readonly string[] s_services = ["CloudWatch Logs", "DynamoDB", "DynamoDB Streams", "S3", "SNS", "SQS", "Secrets Manager"];

    /// <summary>Lists which services go where, without anything else that a URL may contain, such as credentials.</summary>
    /// <returns>
    /// Such as <c>DynamoDB, S3, SNS: 127.0.0.1:4566; Secrets Manager: secrets.internal</c>, in the order of AWS's names;
    /// <see langword="null"/> if all services are AWS's own.
    /// </returns>
    /// <exception cref="InvalidOperationException">An endpoint is not a URL. The message does not show it.</exception>
    public static string? List()
    {
        var services = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var service in s_services)
        {
            if (HostOf(service) is { } host)
            {
                services[host] = services.TryGetValue(host, out var others) ? $"{others}, {service}" : service;
            }
        }

        return services.Count > 0 ? string.Join("; ", services.Select(static one => $"{one.Value}: {one.Key}")) : null;
    }

    private static string? HostOf(string service)
    {
        try
        {
            // localhost:4566, without a scheme, is a URL, too: one of the scheme "localhost".
            return new AwsServiceConfig(new AwsService(service, "", "", "")).ServiceURL is not { } text ? null
                : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url.Authority
                : throw Malformed(service);
        }
        catch (AmazonClientException)
        {
            throw Malformed(service);
        }
    }

    private static InvalidOperationException Malformed(string service)
        => new($"The endpoint of {service} is malformed: AWS_ENDPOINT_URL_{service.ToUpperInvariant().Replace(' ', '_')}, AWS_ENDPOINT_URL or the "
            + "profile's endpoint_url must be a URL, such as http://127.0.0.1:4566.");
}
