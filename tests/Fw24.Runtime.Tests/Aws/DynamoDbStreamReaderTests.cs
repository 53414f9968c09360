using System.Text.Json;
using Amazon.Runtime;
using Fw24.Aws.Streams;
using Fw24.Runtime.Tests.Harness.Aws;

namespace Fw24.Runtime.Tests.Aws;

public sealed class DynamoDbStreamReaderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_record_comes_once_and_in_its_shards_order()
    {
        await using var streams = new ScriptedStreams { PageSize = 2, Shards = { new("a", null, "1", "2", "3"), new("b", null, "4", "5"), new("c", null) } };
        using var client = streams.Client();
        var reader = new DynamoDbStreamReader(client, ScriptedStreams.Arn);

        Assert.Equal(["1", "2", "4", "5"], await ReadAsync(reader));
        Assert.Equal(["3"], await ReadAsync(reader));
        Assert.Empty(await ReadAsync(reader));
        streams.Shards[2].Records.Add("6");
        Assert.Equal(["6"], await ReadAsync(reader));
        Assert.False(reader.IsAtEnd);
        Assert.Equal(2, streams.Calls("DescribeStream"));
        Assert.Equal(3, streams.Calls("GetShardIterator"));
    }

    [Fact]
    public async Task A_child_is_read_after_its_parents_end()
    {
        // Children are listed before their parent, on another page.
        await using var streams = new ScriptedStreams
        {
            PageSize = 2,
            Shards = { new("child-1", "parent", "4"), new("child-2", "parent", "5"), new("grandchild", "child-1", "6"), new("parent", null, "1", "2", "3") { IsClosed = true } },
        };
        streams.Shards[0].IsClosed = true;
        using var client = streams.Client();
        var reader = new DynamoDbStreamReader(client, ScriptedStreams.Arn);

        Assert.Equal(["1", "2"], await ReadAsync(reader));
        Assert.Equal(["3"], await ReadAsync(reader));
        Assert.Equal(["4", "5"], await ReadAsync(reader));
        Assert.Equal(["6"], await ReadAsync(reader));
    }

    [Fact]
    public async Task A_shard_whose_parent_was_trimmed_is_read()
    {
        await using var streams = new ScriptedStreams { Shards = { new("child", "trimmed", "7") } };
        using var client = streams.Client();

        Assert.Equal(["7"], await ReadAsync(new DynamoDbStreamReader(client, ScriptedStreams.Arn)));
    }

    [Fact]
    public async Task A_child_that_is_listed_late_is_found()
    {
        await using var streams = new ScriptedStreams { Shards = { new("parent", null, "1") { IsClosed = true } } };
        using var client = streams.Client();
        var reader = new DynamoDbStreamReader(client, ScriptedStreams.Arn);

        Assert.Equal(["1"], await ReadAsync(reader));
        Assert.Empty(await ReadAsync(reader));
        Assert.False(reader.IsAtEnd);
        streams.Shards.Add(new("child", "parent", "2"));
        Assert.Equal(["2"], await ReadAsync(reader));
    }

    [Fact]
    public async Task A_disabled_stream_ends()
    {
        await using var streams = new ScriptedStreams { Shards = { new("a", null, "1") } };
        using var client = streams.Client();
        var reader = new DynamoDbStreamReader(client, ScriptedStreams.Arn);
        Assert.Equal(["1"], await ReadAsync(reader));

        streams.Shards[0].Records.Add("2");
        streams.Shards[0].IsClosed = true;
        streams.Status = "DISABLED";

        Assert.Equal(["2"], await ReadAsync(reader));
        Assert.Empty(await ReadAsync(reader));
        Assert.True(reader.IsAtEnd);
    }

    [Fact]
    public async Task An_expired_iterator_is_renewed_behind_the_last_record()
    {
        var isExpired = false;
        await using var streams = new ScriptedStreams { Shards = { new("a", null, "1", "2") } };
        streams.Before = (_, operation) => operation is "GetRecords" && isExpired && !(isExpired = false)
            ? ScriptedStreams.Error(400, "ExpiredIteratorException")
            : null;
        using var client = streams.Client();
        var reader = new DynamoDbStreamReader(client, ScriptedStreams.Arn);
        Assert.Equal(["1", "2"], await ReadAsync(reader));

        isExpired = true;
        streams.Shards[0].Records.Add("3");

        Assert.Equal(["3"], await ReadAsync(reader));
        Assert.Contains(streams.Requests, static request => request.Text.Contains("\"AFTER_SEQUENCE_NUMBER\",\"SequenceNumber\":\"2\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_loses_no_page()
    {
        var isDown = true;
        await using var streams = new ScriptedStreams { Shards = { new("a", null, "1"), new("b", null, "2") } };
        streams.Before = (request, _) => isDown && request.Text.Contains("\"ShardIterator\":\"b|", StringComparison.Ordinal)
            ? ScriptedStreams.Error(400, "TrimmedDataAccessException")
            : null;
        using var client = streams.Client();
        var reader = new DynamoDbStreamReader(client, ScriptedStreams.Arn);

        var error = await Assert.ThrowsAsync<AmazonServiceException>(() => reader.ReadAsync(Cancellation));
        Assert.Equal("TrimmedDataAccessException", error.ErrorCode);

        isDown = false;
        Assert.Equal(["1", "2"], await ReadAsync(reader));
    }

    private static async Task<string[]> ReadAsync(DynamoDbStreamReader reader)
    {
        var records = await reader.ReadAsync(Cancellation);
        return [.. records.Select(static record =>
        {
            using var json = JsonDocument.Parse(record);
            return json.RootElement.GetProperty("dynamodb").GetProperty("SequenceNumber").GetString()!;
        })];
    }
}
