using System.Text.Json;
using Amazon.Runtime;
using Fw24.Aws;
using Fw24.Local.Resources;
using Fw24.Local.Streams;
using Fw24.Local.Tables;
using Fw24.Local.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Aws;

namespace Fw24.Local.Tests.Streams;

/// <summary>The engine reads an endpoint's stream: every record once, each shard in order, and no shard before its parent's end.</summary>
public sealed class DynamoDbStreamSourceTests
{
    private static readonly StreamMappingResource s_mapping = new()
    {
        Table = "things",
        Function = "reader",
        BatchSize = 1,
        OnFailureQueue = "given-up",
    };

    private readonly List<string> _numbers = [];

    [Fact]
    public async Task Every_record_comes_once_and_in_its_shards_order()
    {
        await using var streams = new ScriptedStreams
        {
            PageSize = 2,
            Shards = { new("a", null, "1", "2", "3"), new("b", null, "4", "5"), new("c", null) },
        };
        using var client = streams.Client();
        await using var cloud = Create(client);

        await cloud.RunUntilIdleAsync(Cloud.Cancelled);
        Assert.Equal(["1", "2", "3", "4", "5"], _numbers.Order());
        Assert.Equal(["1", "2", "3"], _numbers.Where(static number => number is "1" or "2" or "3"));
        Assert.True(_numbers.IndexOf("4") < _numbers.IndexOf("5"));

        streams.Shards[2].Records.Add("6");
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);
        Assert.Equal(["6"], _numbers.Skip(5));
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
            Shards =
            {
                new("child-1", "parent", "4") { IsClosed = true },
                new("child-2", "parent", "5"),
                new("grandchild", "child-1", "6"),
                new("parent", null, "1", "2", "3") { IsClosed = true },
            },
        };
        using var client = streams.Client();
        await using var cloud = Create(client);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(["1", "2", "3"], _numbers.Take(3));
        Assert.Equal(["4", "5", "6"], _numbers.Skip(3).Order());
        Assert.True(_numbers.IndexOf("4") < _numbers.IndexOf("6"));
    }

    [Fact]
    public async Task A_shard_whose_parent_was_trimmed_is_read()
    {
        await using var streams = new ScriptedStreams { Shards = { new("child", "trimmed", "7") } };
        using var client = streams.Client();
        await using var cloud = Create(client);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(["7"], _numbers);
    }

    [Fact]
    public async Task A_child_that_is_listed_late_is_found()
    {
        await using var streams = new ScriptedStreams { Shards = { new("parent", null, "1") { IsClosed = true } } };
        using var client = streams.Client();
        await using var cloud = Create(client);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);
        Assert.Equal(["1"], _numbers);

        await cloud.AdvanceAsync(TimeSpan.FromSeconds(1), Cloud.Cancelled);
        streams.Shards.Add(new("child", "parent", "2"));
        await cloud.AdvanceAsync(TimeSpan.FromSeconds(1), Cloud.Cancelled);
        Assert.Equal(["1", "2"], _numbers);
    }

    [Fact]
    public async Task A_disabled_stream_is_read_to_its_end()
    {
        await using var streams = new ScriptedStreams { Shards = { new("a", null, "1") } };
        using var client = streams.Client();
        await using var cloud = Create(client);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);
        Assert.Equal(["1"], _numbers);

        streams.Shards[0].Records.Add("2");
        streams.Shards[0].IsClosed = true;
        streams.Status = "DISABLED";
        await cloud.AdvanceAsync(TimeSpan.FromSeconds(1), Cloud.Cancelled);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(["1", "2"], _numbers);
    }

    [Fact]
    public async Task A_shard_whose_oldest_records_are_gone_is_read_on()
    {
        await using var streams = new ScriptedStreams { Shards = { new("a", null, "1", "2") } };
        var reads = 0;
        streams.Before = (_, operation)
            => operation is "GetRecords" && ++reads is 1 ? ScriptedStreams.Error(400, "TrimmedDataAccessException") : null;
        using var client = streams.Client();
        await using var cloud = Create(client);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(["1", "2"], _numbers);
        Assert.Equal(2, streams.Calls("GetShardIterator"));
    }

    [Fact]
    public async Task The_services_error_ends_the_run()
    {
        await using var streams = new ScriptedStreams { Shards = { new("a", null, "1") } };
        streams.Before = static (_, operation)
            => operation is "GetRecords" ? ScriptedStreams.Error(400, "TrimmedDataAccessException") : null;
        using var client = streams.Client();
        await using var cloud = Create(client);

        var error = await Assert.ThrowsAsync<AmazonServiceException>(() => cloud.RunUntilIdleAsync(Cloud.Cancelled));
        Assert.Equal("TrimmedDataAccessException", error.ErrorCode);
    }

    private LocalCloud Create(DynamoDbStreamsClient client) => Cloud.Create(
        Cloud.Topology(
            [Cloud.Table()],
            queues: [new QueueResource { Name = "given-up" }],
            functions: [Cloud.Function("reader")],
            streamMappings: [s_mapping]),
        options =>
        {
            // Records without a time count as those of 1970, and later they would be too old.
            options.StartTime = DateTimeOffset.UnixEpoch;
            options.Replace("reader", HandleAsync);
            options.UseTables(
                new LocalItemStore(new Dictionary<string, LocalTable>(), "eu-central-1"), _ => new DynamoDbStreamSource(client, ScriptedStreams.Arn));
        });

    private ValueTask<ReadOnlyMemory<byte>> HandleAsync(
        ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken)
    {
        var records = JsonElement.Parse(payload.Span).GetProperty("Records").EnumerateArray();
        lock (_numbers)
        {
            _numbers.AddRange(records.Select(static record => record.GetProperty("dynamodb").GetProperty("SequenceNumber").GetString()!));
        }

        return new(ReadOnlyMemory<byte>.Empty);
    }
}
