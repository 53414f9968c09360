using System.Text.Json;
using Amazon.Runtime;
using Fw24.Aws.Client;
using Fw24.Aws.Streams;
using Fw24.Json;

namespace Fw24.Aws;

/// <summary>Reads DynamoDB Streams (API version 2012-08-10), for replays, tools and tests: in AWS, Lambda reads the stream itself.</summary>
/// <remarks>
/// Endpoint, region and credentials are resolved as in the AWS SDK; the service-specific endpoint variable is
/// <c>AWS_ENDPOINT_URL_DYNAMODB_STREAMS</c>. Every method throws <see cref="AmazonServiceException"/> when the service returns an error.
/// </remarks>
/// <param name="configure">Changes the client's settings.</param>
[method: CLSCompliant(false)]
public sealed class DynamoDbStreamsClient(Action<ClientConfig>? configure = null) : IDisposable
{
    /// <summary>The maximum number of records in one call (GetRecords).</summary>
    internal const int MaxRecords = 1000;

    private static readonly AwsService s_service = new("DynamoDB Streams", "streams.dynamodb", "dynamodb", "2012-08-10");

    private readonly AwsJsonClient _client = new(new AwsServiceConfig(s_service, configure), "application/x-amz-json-1.0", "DynamoDBStreams_20120810");

    /// <summary>Describes a stream and, page by page, its shards (DescribeStream).</summary>
    /// <param name="streamArn">The stream.</param>
    /// <param name="afterShardId">The last page's <see cref="StreamDescription.LastEvaluatedShardId"/>; <see langword="null"/> for the first page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The description with at most 100 shards.</returns>
    internal async Task<StreamDescription> DescribeStreamAsync(
        string streamArn, string? afterShardId = null, CancellationToken cancellationToken = default)
    {
        var answer = await _client.CallAsync("DescribeStream", (streamArn, afterShardId), static (json, request) =>
        {
            json.WriteStartObject();
            json.WriteString("StreamArn"u8, request.streamArn);
            if (request.afterShardId is not null)
            {
                json.WriteString("ExclusiveStartShardId"u8, request.afterShardId);
            }

            json.WriteEndObject();
        }, cancellationToken).ConfigureAwait(false);
        return StreamDescription.Read(answer.Span);
    }

    /// <summary>Gets an iterator for reading a shard (GetShardIterator). It expires after 15 minutes.</summary>
    /// <param name="streamArn">The stream.</param>
    /// <param name="shardId">The shard.</param>
    /// <param name="position">The position at which reading starts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The iterator.</returns>
    internal async Task<string> GetShardIteratorAsync(
        string streamArn, string shardId, ShardPosition position, CancellationToken cancellationToken = default)
    {
        var answer = await _client.CallAsync("GetShardIterator", (streamArn, shardId, position), static (json, request) =>
        {
            json.WriteStartObject();
            json.WriteString("StreamArn"u8, request.streamArn);
            json.WriteString("ShardId"u8, request.shardId);
            json.WriteString("ShardIteratorType"u8, request.position.IteratorType);
            if (request.position.SequenceNumber is { } sequenceNumber)
            {
                json.WriteString("SequenceNumber"u8, sequenceNumber);
            }

            json.WriteEndObject();
        }, cancellationToken).ConfigureAwait(false);
        return ReadIterator(answer.Span);
    }

    /// <summary>Reads a shard's records (GetRecords): at most 1 MB per call.</summary>
    /// <param name="streamArn">The stream of the iterator. It becomes part of each record, as in Lambda.</param>
    /// <param name="shardIterator">The iterator.</param>
    /// <param name="limit">The maximum number of records: 1 to <see cref="MaxRecords"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The records, and the iterator for the following ones.</returns>
    internal async Task<ShardRecords> GetRecordsAsync(
        string streamArn, string shardIterator, int limit = MaxRecords, CancellationToken cancellationToken = default)
    {
        var answer = await _client.CallAsync("GetRecords", (shardIterator, limit), static (json, request) =>
        {
            json.WriteStartObject();
            json.WriteString("ShardIterator"u8, request.shardIterator);
            json.WriteNumber("Limit"u8, request.limit);
            json.WriteEndObject();
        }, cancellationToken).ConfigureAwait(false);
        return ShardRecords.Read(answer, streamArn);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static string ReadIterator(ReadOnlySpan<byte> answer)
    {
        string? iterator = null;
        var json = new Utf8JsonReader(answer);
        json.Read();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("ShardIterator"u8))
            {
                iterator = json.ReadText();
            }
            else
            {
                json.SkipMember();
            }
        }

        return iterator ?? throw new JsonException("The response of GetShardIterator has no ShardIterator.");
    }
}
