using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Fw24.Aws;
using Fw24.Local;
using Fw24.Local.Streams;

namespace Fw24.Simulation;

/// <summary>DynamoDB Streams for a cloud's tables in this process, for a replay to read.</summary>
internal sealed class StreamEndpoint(LocalCloud cloud) : HttpMessageHandler
{
    /// <summary>Creates a client that reads from it.</summary>
    public DynamoDbStreamsClient Client() => new(config =>
    {
        config.ServiceURL = "http://streams.invalid";
        config.AuthenticationRegion = cloud.Topology.Region;
        config.DefaultAWSCredentials = new BasicAWSCredentials("simulation", "simulation");
        config.HttpClientFactory = new Factory(this);
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = JsonElement.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        var answer = request.Headers.GetValues("X-Amz-Target").Single().EndsWith(".GetShardIterator", StringComparison.Ordinal)
            ? $$"""{"ShardIterator":"{{await PositionAsync(body, cancellationToken)}}"}"""
            : await ReadAsync(body, cancellationToken);
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = new StringContent(answer, Encoding.UTF8, "application/x-amz-json-1.0"),
        };
    }

    private async Task<string> PositionAsync(JsonElement request, CancellationToken cancellationToken)
    {
        var arn = request.GetProperty("StreamArn").GetString()!;
        var sequenceNumber = request.GetProperty("SequenceNumber").GetString();
        var stream = Stream(arn);
        var position = await stream.GetPositionAsync(request.GetProperty("ShardId").GetString()!, StreamStartingPosition.TrimHorizon, cancellationToken);
        while (true)
        {
            var read = await stream.ReadAsync(position, 1, cancellationToken);
            if (read.Records.Count == 0 || read.Records[0].SequenceNumber == sequenceNumber)
            {
                return $"{arn}|{position}";
            }

            position = read.Next!;
        }
    }

    private async Task<string> ReadAsync(JsonElement request, CancellationToken cancellationToken)
    {
        var iterator = request.GetProperty("ShardIterator").GetString()!;
        var (arn, position) = (iterator[..iterator.IndexOf('|', StringComparison.Ordinal)], iterator[(iterator.IndexOf('|', StringComparison.Ordinal) + 1)..]);
        var read = await Stream(arn).ReadAsync(position, request.GetProperty("Limit").GetInt32(), cancellationToken);
        var next = read.Next is null ? "" : $",\"NextShardIterator\":\"{arn}|{read.Next}\"";
        return string.Create(CultureInfo.InvariantCulture, $$"""{"Records":[{{string.Join(',', read.Records.Select(record => AsAnswered(record, arn)))}}]{{next}}}""");
    }

    // The API's records are Lambda's without the stream's ARN.
    private static string AsAnswered(SourceRecord record, string arn)
        => Encoding.UTF8.GetString(record.Json.Span).Replace($",\"eventSourceARN\":\"{arn}\"", "", StringComparison.Ordinal);

    private LocalStream Stream(string arn) => cloud.Tables.Values.Single(table => table.Stream?.StreamArn == arn).Stream!;

    private sealed class Factory(StreamEndpoint endpoint) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(endpoint, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override string? GetConfigUniqueString(IClientConfig clientConfig) => null;
    }
}
