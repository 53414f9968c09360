using System.Text.Json;
using Amazon.Runtime;
using Fw24.Aws.Client;

namespace Fw24.Operations.Aws;

/// <summary>Reads the descriptions of tables from Amazon DynamoDB.</summary>
/// <remarks>
/// The service-specific endpoint variable is <c>AWS_ENDPOINT_URL_DYNAMODB</c>. With the SDK's own client
/// (AWSSDK.DynamoDBv2 4.1.0), a damaged response may never end.
/// </remarks>
/// <param name="configure">Changes the client's settings.</param>
internal sealed class TableClient(Action<ClientConfig>? configure = null) : IDisposable
{
    private static readonly AwsService s_service = new("DynamoDB", "dynamodb", "dynamodb", "2012-08-10");

    private readonly Lazy<AwsJsonClient> _client = new(() => new AwsJsonClient(
        new AwsServiceConfig(s_service, configure), "application/x-amz-json-1.0", "DynamoDB_20120810"));

    /// <summary>Reads a table's description (<c>DescribeTable</c>).</summary>
    /// <returns>The description; <see langword="null"/> if the table does not exist.</returns>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    /// <exception cref="JsonException">The response is not one of the operation.</exception>
    public async Task<TableDescription?> DescribeAsync(string table, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _client.Value.CallAsync("DescribeTable", table, static (json, table) =>
            {
                json.WriteStartObject();
                json.WriteString("TableName"u8, table);
                json.WriteEndObject();
            }, cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize<Described>(response.Span)?.Table
                ?? throw new JsonException("The response has no table.");
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode is "ResourceNotFoundException")
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    private sealed record Described(TableDescription? Table);
}
