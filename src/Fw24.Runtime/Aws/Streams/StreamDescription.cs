using System.Text.Json;
using Fw24.Json;

namespace Fw24.Aws.Streams;

/// <summary>A stream and a page of its shards.</summary>
internal sealed class StreamDescription
{
    /// <summary>
    /// <c>ENABLING</c>, <c>ENABLED</c>, <c>DISABLING</c> or <c>DISABLED</c>. A disabled stream keeps its records until they are 24 hours old.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>The shards of this page.</summary>
    public required IReadOnlyList<StreamShard> Shards { get; init; }

    /// <summary>The last shard of this page, when there are more pages; otherwise <see langword="null"/>.</summary>
    public string? LastEvaluatedShardId { get; init; }

    internal static StreamDescription Read(ReadOnlySpan<byte> answer)
    {
        var json = new Utf8JsonReader(answer);
        json.Read();
        StreamDescription? description = null;
        while (json.NextMember())
        {
            if (json.ValueTextEquals("StreamDescription"u8))
            {
                json.Read();
                description = Read(ref json);
            }
            else
            {
                json.SkipMember();
            }
        }

        return description ?? throw new JsonException("The response of DescribeStream has no StreamDescription.");
    }

    private static StreamDescription Read(ref Utf8JsonReader json)
    {
        string? status = null, last = null;
        List<StreamShard> shards = [];
        while (json.NextMember())
        {
            if (json.ValueTextEquals("StreamStatus"u8))
            {
                status = json.ReadText();
            }
            else if (json.ValueTextEquals("LastEvaluatedShardId"u8))
            {
                last = json.ReadText();
            }
            else if (json.ValueTextEquals("Shards"u8))
            {
                json.Read();
                while (json.NextObject())
                {
                    shards.Add(StreamShard.Read(ref json));
                }
            }
            else
            {
                json.SkipMember();
            }
        }

        return new StreamDescription
        {
            Status = status ?? throw new JsonException("The response of DescribeStream has no StreamStatus."),
            Shards = shards,
            LastEvaluatedShardId = last,
        };
    }
}
