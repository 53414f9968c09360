using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.DynamoDBv2.Model;
using Fw24.Aws;
using Fw24.Aws.Streams;
using Fw24.Changes.Reading;
using Fw24.Integration.Tests.Harness;
using Fw24.Items;
using Fw24.Local.Streams;
using Fw24.Model;
using Fw24.Tables;
using DynamoDBEntryConversion = Amazon.DynamoDBv2.DynamoDBEntryConversion;

namespace Fw24.Integration.Tests.Mapper;

/// <summary>Items that the AWS SDK's object mapper and Fw24 write and read side by side, in DynamoDB Local.</summary>
/// <typeparam name="T">Fw24's class of the items.</typeparam>
public abstract class ObjectMapperTests<T>(DynamoDbLocal dynamoDb)
    where T : Parcel
{
    // The mapper puts a prefix before the name that the class states.
    private const string Suffix = "parcels";

    private static readonly DateTime s_time = new(2026, 11, 28, 10, 5, 0, 123, DateTimeKind.Utc);

    private static readonly Guid s_guid = Guid.Parse("6f9619ff-8b86-d011-b42d-00cf4fc964ff");

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected abstract DynamoDBEntryConversion Conversion { get; }

    private protected abstract TableModel Model { get; }

    private protected abstract EntityModel<T> Entity { get; }

    private protected static OldParcel Whole => new()
    {
        Lane = Lane.Fast,
        At = s_time,
        Urgent = true,
        Insured = false,
        Previous = Lane.Slow,
        Fallback = Lane.Fast,
        Marks = Marks.Fragile | Marks.Cold,
        Packed = s_time.AddDays(-1),
        Expires = new DateTime(2040, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        Due = new(2026, 12, 24),
        Cutoff = new(12, 30, 0, 125),
        Guid = s_guid,
        Text = "text",
        Label = [1, 2],
        Count = 3,
        Large = ulong.MaxValue,
        Weight = 0.1,
        Price = 12.50m,
        Names = ["b", "a"],
        Sizes = [2, 1],
        Checks = [true, false],
        Lanes = [Lane.Fast, Lane.Slow, Lane.Fast],
        Stops = [s_time],
        Scans = [[1], [2]],
        Parts = [new() { Text = "part", Yes = true, Lane = Lane.Slow, Other = Lane.Fast, At = s_time, Names = ["b", "a"] }, new()],
        Grid = [[2, 1], [3]],
        Words = ["b", "a"],
        Tags = ["x", "y"],
        Rates = [1.5m, 2],
        Allowed = [Lane.Slow, Lane.Fast],
        Guids = [s_guid],
        Sorted = [2, 1],
        Notes = new() { ["k"] = "v" },
        Flags = new() { ["no"] = false, ["yes"] = true },
        LanesByName = new() { ["k"] = Lane.Fast },
        SizesByName = new() { ["k"] = [2, 1] },
        PartsByName = new() { ["k"] = new() { Text = "part", Yes = true } },
        Part = new() { Lane = Lane.Fast, Names = ["n"] },
    };

    // The mapper omits what is null, an empty text or an empty set, and with V1 an empty list.
    private static OldParcel Bare => new() { Lane = Lane.Slow, At = s_time, Text = "", Names = [], Sizes = [], Tags = [], Sorted = [], Notes = [], Parts = [], Label = [9] };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task F14_what_the_mapper_saves_is_read(bool isWhole)
    {
        var name = await CreateAsync();
        var saved = isWhole ? Whole : Bare;
        using var context = Context(name);
        await context.SaveAsync(saved, Cancellation);

        var read = await ReadAsync(name, saved.Lane);

        Assert.NotNull(read);
        AssertSame(await context.LoadAsync<OldParcel>(saved.Lane, saved.At, Cancellation), read);
        Assert.Equal((s_time, DateTimeKind.Utc), (read.At, read.At.Kind));
        if (isWhole && Conversion == DynamoDBEntryConversion.V2)
        {
            AssertSame(saved, read);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task F14_what_Fw24_puts_is_read_by_the_mapper(bool isWhole)
    {
        var (name, other) = (await CreateAsync(), await CreateAsync());
        var saved = isWhole ? Whole : Bare;
        using var context = Context(other);
        await context.SaveAsync(saved, Cancellation);
        var read = await ReadAsync(other, saved.Lane);

        var put = await Table(name).PutAsync(read! with { Revision = 0 }, Cancellation);

        using var reading = Context(name);
        AssertSame(await reading.LoadAsync<OldParcel>(saved.Lane, saved.At, Cancellation), put);
        var (ours, theirs) = (await RawAsync(name, saved), await RawAsync(other, saved));
        Assert.All(theirs.Where(attribute => !IsWrittenOtherwise(attribute.Key)), attribute => Assert.Equal(Text(attribute.Value), Text(ours[attribute.Key])));
    }

    [Fact]
    public async Task F14_the_mapper_and_Fw24_change_an_item_in_turn()
    {
        var name = await CreateAsync();
        using var context = Context(name);
        var old = Whole;
        await context.SaveAsync(old, Cancellation);

        var read = await ReadAsync(name, Lane.Fast);
        var put = await Table(name).PutAsync(read! with { Count = 4 }, Cancellation);
        var loaded = await context.LoadAsync<OldParcel>(Lane.Fast, s_time, Cancellation);
        Assert.Equal((0, 1), (read.Revision, put.Revision));
        Assert.Equal((4, 1), (loaded.Count, loaded.Revision));
        loaded.Count = 5;
        await context.SaveAsync(loaded, Cancellation);
        await Table(name).PutAsync((await ReadAsync(name, Lane.Fast))! with { Count = 6 }, Cancellation);

        Assert.Equal(6, (await context.LoadAsync<OldParcel>(Lane.Fast, s_time, Cancellation)).Count);
        await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => context.SaveAsync(loaded, Cancellation));
        await Assert.ThrowsAsync<ItemConditionException>(() => Table(name).PutAsync(put, Cancellation));
    }

    [Fact]
    public async Task F14_either_finds_the_items_of_the_other_by_their_keys()
    {
        var name = await CreateAsync();
        using var context = Context(name);
        var old = Whole;
        await context.SaveAsync(old, Cancellation);
        old.At = s_time.AddMilliseconds(1);
        old.Revision = null;
        await context.SaveAsync(old, Cancellation);
        await Table(name).PutAsync((await ReadAsync(name, Lane.Fast))! with { At = s_time.AddMilliseconds(2), Revision = 0 }, Cancellation);

        var between = await context.QueryAsync<OldParcel>(Lane.Fast, QueryOperator.Between, [s_time.AddMilliseconds(1), s_time.AddMilliseconds(2)]).GetRemainingAsync(Cancellation);
        Assert.Equal([s_time.AddMilliseconds(1), s_time.AddMilliseconds(2)], between.Select(static parcel => parcel.At));
        var range = QueryAsync(Table(name), Lane.Fast, KeyRange.Between(s_time.AddTicks(12_345), s_time.AddMilliseconds(2)));
        Assert.Equal(between.Select(static parcel => parcel.At), await range.Select(static parcel => parcel.At).ToListAsync(Cancellation));

        var indexed = await context.QueryAsync<OldParcel>(Lane.Slow, new QueryConfig { IndexName = Model.Indexes[0].Name }).GetRemainingAsync(Cancellation);
        Assert.Equal(3, indexed.Count);
        var query = new ItemQuery("Previous", """{"N":"1"}"""u8.ToArray()) { Index = Model.Indexes[0].Name };
        Assert.Equal(3, await Table(name).QueryAsync(query, Cancellation).CountAsync(Cancellation));
    }

    [Fact]
    public async Task F14_changes_by_the_mapper_are_handled()
    {
        var name = await CreateAsync();
        using var context = Context(name);
        var old = Whole;
        await context.SaveAsync(old, Cancellation);
        (old.Urgent, old.Fallback, old.Checks) = (false, null, [false]);
        await context.SaveAsync(old, Cancellation);
        await context.DeleteAsync(old, Cancellation);

        var changes = (await RecordsAsync(name)).Select(Changed).ToList();

        Assert.Equal(["", "Checks Fallback Revision Urgent", ""], changes);
    }

    private protected abstract string Changed(StreamRecord record);

    private protected abstract Task<T?> GetAsync(ITable<T> table, Lane lane, DateTime at);

    private protected abstract IAsyncEnumerable<T> QueryAsync(ITable<T> table, Lane lane, KeyRange<DateTime> at);

    // With V1 the mapper writes lists of scalars as sets, which lose their order. A time of day has other digits.
    private bool IsWrittenOtherwise(string attribute)
        => attribute is nameof(OldParcel.Cutoff) or nameof(OldParcel.Revision)
            || (Conversion == DynamoDBEntryConversion.V1 && attribute is nameof(OldParcel.Names) or nameof(OldParcel.Sizes) or nameof(OldParcel.Checks) or nameof(OldParcel.Stops)
                or nameof(OldParcel.Scans) or nameof(OldParcel.Grid) or nameof(OldParcel.Words) or nameof(OldParcel.SizesByName) or nameof(OldParcel.Parts) or nameof(OldParcel.Part)
                or nameof(OldParcel.PartsByName));

    private Table<T> Table(string name) => new(Model, Entity, new DynamoDbItemStore(() => dynamoDb.NewClient()), name);

    private Task<T?> ReadAsync(string name, Lane lane) => GetAsync(Table(name), lane, s_time);

    private async Task<Dictionary<string, AttributeValue>> RawAsync(string name, OldParcel parcel)
        => (await dynamoDb.Client.GetItemAsync(name, new() { ["Lane"] = new() { N = ((int)parcel.Lane).ToString(CultureInfo.InvariantCulture) }, ["At"] = new("2026-11-28T10:05:00.123Z") }, Cancellation)).Item;

    private DynamoDBContext Context(string name) => (DynamoDBContext)new DynamoDBContextBuilder()
        .WithDynamoDBClient(() => dynamoDb.Client)
        .ConfigureContext(config => (config.Conversion, config.TableNamePrefix) = (Conversion, name[..^Suffix.Length]))
        .Build();

    // The table of the model, so that its key types are those of the mapper's items.
    private async Task<string> CreateAsync()
    {
        var name = dynamoDb.NewTableName() + Suffix;
        KeyAttribute[] keys = [Model.PartitionKey, Model.SortKey!, .. Model.Indexes.SelectMany(static index => new[] { index.PartitionKey, index.SortKey! })];
        await dynamoDb.Client.CreateTableAsync(new CreateTableRequest
        {
            TableName = name,
            KeySchema = Schema(Model.PartitionKey, Model.SortKey!),
            AttributeDefinitions = [.. keys.Select(static key => new AttributeDefinition(key.Name, key.Type is Fw24.Model.KeyType.Number ? ScalarAttributeType.N : ScalarAttributeType.S))],
            GlobalSecondaryIndexes = [.. Model.Indexes.Select(static index => new GlobalSecondaryIndex { IndexName = index.Name, KeySchema = Schema(index.PartitionKey, index.SortKey!), Projection = new Projection { ProjectionType = ProjectionType.ALL } })],
            BillingMode = Amazon.DynamoDBv2.BillingMode.PAY_PER_REQUEST,
            StreamSpecification = new StreamSpecification { StreamEnabled = true, StreamViewType = Amazon.DynamoDBv2.StreamViewType.NEW_AND_OLD_IMAGES },
        }, Cancellation);
        return name;
    }

    private static List<KeySchemaElement> Schema(KeyAttribute partitionKey, KeyAttribute sortKey)
        => [new(partitionKey.Name, Amazon.DynamoDBv2.KeyType.HASH), new(sortKey.Name, Amazon.DynamoDBv2.KeyType.RANGE)];

    private async Task<IReadOnlyList<StreamRecord>> RecordsAsync(string name)
    {
        var arn = (await dynamoDb.Client.DescribeTableAsync(name, Cancellation)).Table.LatestStreamArn;
        var source = new DynamoDbStreamSource(dynamoDb.Streams, arn);
        var shard = Assert.Single(await source.GetShardsAsync(Cancellation));
        var page = await source.ReadAsync(await source.GetPositionAsync(shard.ShardId, StreamStartingPosition.TrimHorizon, Cancellation), DynamoDbStreamsClient.MaxRecords, Cancellation);
        return StreamBatch.Read(ShardRecords.ToEvent([.. page.Records.Select(static record => record.Json)]));
    }

    // The same values of all properties; to the mapper a property without value is null, also a collection.
    private static void AssertSame(OldParcel expected, T actual)
        => Assert.Equal(Values(JsonSerializer.SerializeToNode(expected)!.AsObject()), Values(JsonSerializer.SerializeToNode(actual)!.AsObject()));

    private static IReadOnlyList<string> Values(JsonObject parcel)
        => [.. parcel.Where(static property => property.Key is not nameof(Parcel.Revision) && property.Value is not (null or JsonArray { Count: 0 } or JsonObject { Count: 0 }))
            .Select(static property => $"{property.Key}: {property.Value}").Order(StringComparer.Ordinal)];

    private static string Text(AttributeValue value) => Encoding.UTF8.GetString(AttributeMap.ToItem(new Dictionary<string, AttributeValue> { ["value"] = value }).Json.Span);
}
