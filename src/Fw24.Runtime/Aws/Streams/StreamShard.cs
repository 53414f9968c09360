using System.Text.Json;
using Fw24.Json;

namespace Fw24.Aws.Streams;

/// <summary>A shard: a part of a stream that is read in order.</summary>
/// <param name="ShardId">The shard's id.</param>
/// <param name="ParentShardId">
/// The shard that this one continues: an item's changes in it precede those in this one. <see langword="null"/> for a first shard.
/// </param>
/// <param name="EndingSequenceNumber">The last record's sequence number if the shard is closed; <see langword="null"/> while it is open.</param>
internal sealed record StreamShard(string ShardId, string? ParentShardId, string? EndingSequenceNumber)
{
    internal static StreamShard Read(ref Utf8JsonReader json)
    {
        string? id = null, parent = null, end = null;
        while (json.NextMember())
        {
            if (json.ValueTextEquals("ShardId"u8))
            {
                id = json.ReadText();
            }
            else if (json.ValueTextEquals("ParentShardId"u8))
            {
                parent = json.ReadText();
            }
            else if (json.ValueTextEquals("SequenceNumberRange"u8))
            {
                json.Read();
                end = ReadEnd(ref json);
            }
            else
            {
                json.SkipMember();
            }
        }

        return new StreamShard(id ?? throw new JsonException("The response of DescribeStream has a shard without a ShardId."), parent, end);
    }

    private static string? ReadEnd(ref Utf8JsonReader json)
    {
        string? end = null;
        while (json.NextMember())
        {
            if (json.ValueTextEquals("EndingSequenceNumber"u8))
            {
                end = json.ReadText();
            }
            else
            {
                json.SkipMember();
            }
        }

        return end;
    }
}
