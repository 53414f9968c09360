using Amazon.Runtime;
using Fw24.Aws.Client;

namespace Fw24.Operations.Aws;

/// <summary>A client that reads from a service with the AWS REST JSON protocol: the operation in the path, JSON out.</summary>
/// <param name="config">The settings.</param>
internal sealed class AwsRestClient(AwsServiceConfig config) : AwsServiceClient(config, new AwsJsonResponseReader())
{
    /// <summary>Gets a resource.</summary>
    /// <param name="path">The path, in which <c>{Name}</c> is replaced by a text of <paramref name="pathValues"/>.</param>
    /// <param name="pathValues">The texts in the path, by their names with the braces.</param>
    /// <param name="query">The parameters of the query string.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The response's JSON.</returns>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    public Task<ReadOnlyMemory<byte>> GetAsync(
        string path,
        IReadOnlyList<KeyValuePair<string, string>> pathValues,
        IReadOnlyList<KeyValuePair<string, string>> query,
        CancellationToken cancellationToken)
        => SendAsync(
            new AwsRequest([], []) { Method = "GET", Path = path, PathValues = pathValues, Query = query }, cancellationToken);
}
