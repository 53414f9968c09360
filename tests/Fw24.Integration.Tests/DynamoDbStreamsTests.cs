using System.Globalization;
using System.Text;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Fw24.Aws;
using Fw24.Aws.Streams;
using Fw24.Changes.Reading;
using Fw24.Integration.Tests.Harness;
using Fw24.Local.Streams;

namespace Fw24.Integration.Tests;

public abstract class DynamoDbStreamsTests(DynamoDbServer dynamoDb)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_come_back_as_stream_records()
    {
        var table = await StreamedTable.CreateAsync(dynamoDb);
        await PutAsync(table, "a", "1.50");
        await PutAsync(table, "a", "2");
        await PutAsync(table, "a", "2.0");
        await dynamoDb.Client.DeleteItemAsync(table.Name, new() { ["p"] = new("a") }, Cancellation);

        var records = Parse(await ReadAllAsync(table));

        Assert.Equal([ChangeOperations.Insert, ChangeOperations.Modify, ChangeOperations.Remove], records.Select(static record => record.Operation));
        Assert.Equal(["""{"p":{"S":"a"},"n":{"N":"1.5"}}""", """{"p":{"S":"a"},"n":{"N":"2"}}""", ""], records.Select(static record => Text(record.NewImage.Json)));
        Assert.Equal(["", """{"p":{"S":"a"},"n":{"N":"1.5"}}""", """{"p":{"S":"a"},"n":{"N":"2"}}"""], records.Select(static record => Text(record.OldImage.Json)));
        Assert.All(records, record =>
        {
            Assert.Null(record.Fault);
            Assert.Equal("""{"p":{"S":"a"}}""", Text(record.Keys.Json));
            Assert.Equal(table.StreamArn, Text(record.EventSourceArn));
            Assert.Equal(ChangeOrigin.Application, record.Origin);
        });
        Assert.Equal(3, records.Select(static record => Text(record.EventId)).Distinct().Count());
    }

    [Fact]
    public async Task The_first_record_of_a_stream_that_was_read_while_it_was_empty_is_read()
    {
        var (table, other) = (await StreamedTable.CreateAsync(dynamoDb), await StreamedTable.CreateAsync(dynamoDb));
        var source = new DynamoDbStreamSource(dynamoDb.Streams, table.StreamArn);
        var (_, next) = await ReadAsync(source, await StartAsync(source));

        // DynamoDB Local numbers the records of all tables together.
        await PutAsync(other, "a", "1");
        await PutAsync(table, "a", "1");

        Assert.Single((await ReadAsync(source, next)).Records);
    }

    [Fact]
    public async Task Every_record_is_read_once_over_many_pages()
    {
        var table = await StreamedTable.CreateAsync(dynamoDb);
        for (var i = 0; i < 1_250; i += 25)
        {
            await dynamoDb.Client.BatchWriteItemAsync(new Dictionary<string, List<WriteRequest>>
            {
                [table.Name] = [.. Enumerable.Range(i, 25).Select(static n => new WriteRequest(new PutRequest(new() { ["p"] = new($"item-{n:0000}") })))],
            }, Cancellation);
        }

        var source = new DynamoDbStreamSource(dynamoDb.Streams, table.StreamArn);
        var (records, next) = await ReadAsync(source, await StartAsync(source));
        var keys = Parse(records).Select(static record => Text(record.Keys.Json));

        Assert.Equal(Enumerable.Range(0, 1_250).Select(static n => $$$"""{"p":{"S":"item-{{{n:0000}}}"}}"""), keys.Order(StringComparer.Ordinal));
        await PutAsync(table, "later", "1");
        Assert.Single((await ReadAsync(source, next)).Records);
    }

    [Fact]
    public async Task Reading_begins_where_it_is_told()
    {
        var table = await StreamedTable.CreateAsync(dynamoDb);
        for (var i = 0; i < 4; i++)
        {
            await PutAsync(table, "a", i.ToString(CultureInfo.InvariantCulture));
        }

        var shard = Assert.Single((await dynamoDb.Streams.DescribeStreamAsync(table.StreamArn, cancellationToken: Cancellation)).Shards);
        var numbers = Parse(await ReadAllAsync(table)).Select(static record => Text(record.SequenceNumber)).ToArray();

        async Task<string?[]> Read(ShardPosition position, int limit = DynamoDbStreamsClient.MaxRecords)
        {
            var iterator = await dynamoDb.Streams.GetShardIteratorAsync(table.StreamArn, shard.ShardId, position, Cancellation);
            var page = await dynamoDb.Streams.GetRecordsAsync(table.StreamArn, iterator, limit, Cancellation);
            return [.. Parse(page.Records).Select(static record => Text(record.SequenceNumber))];
        }

        Assert.Equal(numbers, await Read(ShardPosition.TrimHorizon));
        Assert.Equal(numbers[..2], await Read(ShardPosition.TrimHorizon, limit: 2));
        Assert.Equal(numbers[1..], await Read(ShardPosition.At(numbers[1])));
        Assert.Equal(numbers[2..], await Read(ShardPosition.After(numbers[1])));
        Assert.Empty(await Read(ShardPosition.Latest));
    }

    [Fact]
    public async Task A_disabled_stream_is_read_to_its_end()
    {
        var table = await StreamedTable.CreateAsync(dynamoDb);
        await PutAsync(table, "a", "1");
        await dynamoDb.Client.UpdateTableAsync(new UpdateTableRequest { TableName = table.Name, StreamSpecification = new StreamSpecification { StreamEnabled = false } }, Cancellation);

        var source = new DynamoDbStreamSource(dynamoDb.Streams, table.StreamArn);
        string? next = await StartAsync(source);
        List<ReadOnlyMemory<byte>> records = [];
        for (var i = 0; i < 10 && next is not null; i++)
        {
            (var page, next) = await ReadAsync(source, next);
            records.AddRange(page);
        }

        Assert.Single(records);
        Assert.Null(next);
    }

    [Fact]
    public async Task The_services_errors_keep_their_codes()
    {
        const string none = "arn:aws:dynamodb:ddblocal:000000000000:table/none/stream/2026-11-22T00:00:00.000";

        var missing = await Assert.ThrowsAsync<AmazonServiceException>(() => dynamoDb.Streams.DescribeStreamAsync(none, cancellationToken: Cancellation));
        var invalid = await Assert.ThrowsAsync<AmazonServiceException>(() => dynamoDb.Streams.GetRecordsAsync(none, "no iterator", cancellationToken: Cancellation));

        Assert.Equal(("ResourceNotFoundException", "ValidationException"), (missing.ErrorCode, invalid.ErrorCode));
    }

    private async Task PutAsync(StreamedTable table, string key, string number)
        => await dynamoDb.Client.PutItemAsync(table.Name, new() { ["p"] = new(key), ["n"] = new() { N = number } }, Cancellation);

    private async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAllAsync(StreamedTable table)
    {
        var source = new DynamoDbStreamSource(dynamoDb.Streams, table.StreamArn);
        return (await ReadAsync(source, await StartAsync(source))).Records;
    }

    // DynamoDB Local has one shard for each stream.
    private static async Task<string> StartAsync(DynamoDbStreamSource source)
    {
        var shard = Assert.Single(await source.GetShardsAsync(Cancellation));
        return await source.GetPositionAsync(shard.ShardId, StreamStartingPosition.TrimHorizon, Cancellation);
    }

    // Reads up to an empty page or the end of the shard.
    private static async Task<(List<ReadOnlyMemory<byte>> Records, string? Next)> ReadAsync(DynamoDbStreamSource source, string? position)
    {
        List<ReadOnlyMemory<byte>> records = [];
        while (position is not null)
        {
            var page = await source.ReadAsync(position, DynamoDbStreamsClient.MaxRecords, Cancellation);
            position = page.Next;
            records.AddRange(page.Records.Select(static record => record.Json));
            if (page.Records.Count == 0)
            {
                break;
            }
        }

        return (records, position);
    }

    private static IReadOnlyList<StreamRecord> Parse(IReadOnlyList<ReadOnlyMemory<byte>> records)
        => StreamBatch.Read(ShardRecords.ToEvent(records));

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
