using System.Text.Json;
using Amazon.Runtime;
using Fw24.Aws.Client;

namespace Fw24.Operations.Aws;

/// <summary>Reads the configuration of functions and their event source mappings from AWS Lambda.</summary>
/// <remarks>The service-specific endpoint variable is <c>AWS_ENDPOINT_URL_LAMBDA</c>.</remarks>
/// <param name="configure">Changes the client's settings.</param>
internal sealed class LambdaClient(Action<ClientConfig>? configure = null) : IDisposable
{
    private static readonly AwsService s_service = new("Lambda", "lambda", "lambda", "2015-03-31");

    private readonly Lazy<AwsRestClient> _client = new(() => new AwsRestClient(new AwsServiceConfig(s_service, configure)));

    /// <summary>Reads a function's configuration (<c>GetFunctionConfiguration</c>).</summary>
    /// <returns>The configuration; <see langword="null"/> if the function does not exist.</returns>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    public async Task<LambdaFunction?> GetFunctionAsync(string function, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync<LambdaFunction>(
                "/2015-03-31/functions/{FunctionName}/configuration", Named(function), [], cancellationToken)
                .ConfigureAwait(false);
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode is "ResourceNotFoundException")
        {
            return null;
        }
    }

    /// <summary>Reads the concurrency that is reserved for a function (<c>GetFunctionConcurrency</c>).</summary>
    /// <returns>The concurrency; <see langword="null"/> if none is reserved.</returns>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    public async Task<int?> GetReservedConcurrencyAsync(string function, CancellationToken cancellationToken)
        => (await GetAsync<Concurrency>(
            "/2019-09-30/functions/{FunctionName}/concurrency", Named(function), [], cancellationToken).ConfigureAwait(false))
            .ReservedConcurrentExecutions;

    /// <summary>Reads the event source mappings of a function (<c>ListEventSourceMappings</c>).</summary>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    public async Task<IReadOnlyList<LambdaMapping>> ListMappingsAsync(string function, CancellationToken cancellationToken)
    {
        List<LambdaMapping> mappings = [];
        var markers = new PageTokens();
        string? marker = null;
        do
        {
            IReadOnlyList<KeyValuePair<string, string>> query = marker is null
                ? [new("FunctionName", function)]
                : [new("FunctionName", function), new("Marker", marker)];
            var page = await GetAsync<Mappings>("/2015-03-31/event-source-mappings", [], query, cancellationToken)
                .ConfigureAwait(false);
            mappings.AddRange((page.EventSourceMappings ?? []).Select(
                static mapping => mapping ?? throw new JsonException("A mapping is null.")));
            marker = page.NextMarker;
            if (!string.IsNullOrEmpty(marker) && !markers.TryAdd(marker))
            {
                throw new JsonException("The pages of the list do not end.");
            }
        }
        while (!string.IsNullOrEmpty(marker));
        return mappings;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    private static KeyValuePair<string, string>[] Named(string function) => [new("{FunctionName}", function)];

    private async Task<T> GetAsync<T>(
        string path,
        IReadOnlyList<KeyValuePair<string, string>> pathValues,
        IReadOnlyList<KeyValuePair<string, string>> query,
        CancellationToken cancellationToken)
    {
        var response = await _client.Value.GetAsync(path, pathValues, query, cancellationToken).ConfigureAwait(false);
        return JsonSerializer.Deserialize<T>(response.Span) ?? throw new JsonException("The response is null.");
    }

    private sealed record Concurrency(int? ReservedConcurrentExecutions);

    private sealed record Mappings(IReadOnlyList<LambdaMapping?>? EventSourceMappings, string? NextMarker);
}
