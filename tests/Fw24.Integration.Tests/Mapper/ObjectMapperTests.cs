using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.DynamoDBv2.Model;
using Fw24.Integration.Tests.Harness;
using Fw24.Items;
using Fw24.Model;
using Fw24.Tables;
using DynamoDBEntryConversion = Amazon.DynamoDBv2.DynamoDBEntryConversion;

namespace Fw24.Integration.Tests.Mapper;

/// <summary>Items that the AWS SDK's object mapper and Fw24 write and read side by side, in DynamoDB Local.</summary>
/// <typeparam name="T">Fw24's class of the items.</typeparam>
public abstract class ObjectMapperTests<T>(DynamoDbLocal dynamoDb)
    where T : Parcel
{
    private static readonly DateTime s_time = new(2026, 11, 28, 10, 5, 0, 123, DateTimeKind.Utc);

    private static readonly Guid s_guid = Guid.Parse("6f9619ff-8b86-d011-b42d-00cf4fc964ff");

    // What the mapper stores as sets with V1, which lose their order, and what contains such lists.
    private static readonly HashSet<string> s_setsOfV1 =
    [
        nameof(Parcel.Names), nameof(Parcel.Sizes), nameof(Parcel.Checks), nameof(Parcel.Stops), nameof(Parcel.Scans), nameof(Parcel.Words),
        nameof(Parcel.Grid), nameof(Parcel.SizesByName), nameof(Parcel.Parts), nameof(Parcel.PartsByName), nameof(Parcel.Part),
    ];

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
    private static OldParcel Bare => new()
    {
        Lane = Lane.Slow,
        At = s_time,
        Text = "",
        Names = [],
        Sizes = [],
        Parts = [],
        Tags = [],
        Sorted = [],
        Notes = [],
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task F14_what_the_mapper_saves_is_read(bool isWhole)
    {
        var table = await CreateAsync();
        var saved = isWhole ? Whole : Bare;
        using var context = table.Context(Conversion);
        await context.SaveAsync(saved, Cancellation);

        var read = await ReadAsync(table, saved.Lane);

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
        var (table, other) = (await CreateAsync(), await CreateAsync());
        var saved = isWhole ? Whole : Bare;
        using var context = other.Context(Conversion);
        await context.SaveAsync(saved, Cancellation);
        var read = await ReadAsync(other, saved.Lane);

        var put = await Items(table).PutAsync(read with { Revision = 0 }, Cancellation);

        using var reading = table.Context(Conversion);
        AssertSame(await reading.LoadAsync<OldParcel>(saved.Lane, saved.At, Cancellation), put);
        var own = await table.ItemAsync();
        Assert.All(
            (await other.ItemAsync()).Where(attribute => IsWrittenAlike(attribute.Key)),
            attribute => Assert.Equal(Text(attribute.Value), Text(own[attribute.Key])));
    }

    [Fact]
    public async Task F14_the_mapper_and_Fw24_change_an_item_in_turn()
    {
        var table = await CreateAsync();
        using var context = table.Context(Conversion);
        await context.SaveAsync(Whole, Cancellation);

        var read = await ReadAsync(table, Lane.Fast);
        var put = await Items(table).PutAsync(read with { Count = 4 }, Cancellation);
        var loaded = await context.LoadAsync<OldParcel>(Lane.Fast, s_time, Cancellation);
        Assert.Equal((0, 1), (read.Revision, put.Revision));
        Assert.Equal((4, 1), (loaded.Count, loaded.Revision));
        loaded.Count = 5;
        await context.SaveAsync(loaded, Cancellation);
        await Items(table).PutAsync(await ReadAsync(table, Lane.Fast) with { Count = 6 }, Cancellation);

        Assert.Equal(6, (await context.LoadAsync<OldParcel>(Lane.Fast, s_time, Cancellation)).Count);
        await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => context.SaveAsync(loaded, Cancellation));
        await Assert.ThrowsAsync<ItemConditionException>(() => Items(table).PutAsync(put, Cancellation));
    }

    [Fact]
    public async Task F14_either_finds_the_items_of_the_other_by_their_keys()
    {
        var table = await CreateAsync();
        using var context = table.Context(Conversion);
        var (first, second, third) = (s_time, s_time.AddMilliseconds(1), s_time.AddMilliseconds(2));
        await context.SaveAsync(Whole, Cancellation);
        var other = Whole;
        other.At = second;
        await context.SaveAsync(other, Cancellation);
        await Items(table).PutAsync(await ReadAsync(table, Lane.Fast) with { At = third, Revision = 0 }, Cancellation);

        // Of the smaller bound, what is less than a millisecond does not count.
        var found = await context.QueryAsync<OldParcel>(Lane.Fast, QueryOperator.Between, [second, third]).GetRemainingAsync(Cancellation);
        var range = Query(Items(table), Lane.Fast, KeyRange.Between(second.AddTicks(2_345), third));
        Assert.Equal([second, third], found.Select(static parcel => parcel.At));
        Assert.Equal([second, third], await range.Select(static parcel => parcel.At).ToListAsync(Cancellation));

        var index = Model.Indexes[0].Name;
        found = await context.QueryAsync<OldParcel>(Lane.Slow, new QueryConfig { IndexName = index }).GetRemainingAsync(Cancellation);
        var query = new ItemQuery("Previous", """{"N":"1"}"""u8.ToArray()) { Index = index };
        Assert.Equal([first, second, third], found.Select(static parcel => parcel.At).Order());
        Assert.Equal(3, await Items(table).QueryAsync(query, Cancellation).CountAsync(Cancellation));
    }

    [Fact]
    public async Task F14_changes_by_the_mapper_are_handled()
    {
        var table = await CreateAsync();
        using var context = table.Context(Conversion);
        var old = Whole;
        await context.SaveAsync(old, Cancellation);
        (old.Urgent, old.Fallback, old.Checks) = (false, null, [false]);
        await context.SaveAsync(old, Cancellation);
        await context.DeleteAsync(old, Cancellation);

        Assert.Equal(["", "Checks Fallback Revision Urgent", ""], (await table.RecordsAsync()).Select(Changed));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task F14_a_projection_reads_what_the_mapper_saves(bool isWhole)
    {
        var table = await CreateAsync();
        var saved = isWhole ? Whole : Bare;
        using var context = table.Context(Conversion);
        await context.SaveAsync(saved, Cancellation);
        var read = await ReadAsync(table, saved.Lane);

        var row = Assert.IsAssignableFrom<IParcelRow>(await RowAsync(Items(table), saved.Lane, s_time));

        Assert.Equal(
            (read.At, read.Urgent, read.Fallback, read.Expires, read.Cutoff),
            (row.At, row.Urgent, row.Fallback, row.Expires, row.Cutoff));
        Assert.Equal(read.Checks, row.Checks);
        Assert.Equal(read.Allowed.Order(), row.Allowed.Order());
        Assert.Equal(JsonSerializer.Serialize(read.PartsByName), JsonSerializer.Serialize(row.PartsByName));
        Assert.Equal(isWhole, read.PartsByName.Count > 0);
    }

    /// <summary>Reads a change, and names the properties that were modified.</summary>
    private protected abstract string Changed(StreamRecord record);

    private protected abstract Task<T?> GetAsync(ITable<T> table, Lane lane, DateTime at);

    private protected abstract Task<object?> RowAsync(ITable<T> table, Lane lane, DateTime at);

    private protected abstract IAsyncEnumerable<T> Query(ITable<T> table, Lane lane, KeyRange<DateTime> at);

    private Task<MapperTable> CreateAsync() => MapperTable.CreateAsync(dynamoDb, Model);

    private Table<T> Items(MapperTable table) => new(Model, Entity, dynamoDb.NewStore(), table.Name);

    private async Task<T> ReadAsync(MapperTable table, Lane lane) => Assert.IsType<T>(await GetAsync(Items(table), lane, s_time));

    // Fw24's version is the next one, and its times of day have more digits.
    private bool IsWrittenAlike(string attribute)
        => attribute is not (nameof(Parcel.Cutoff) or nameof(Parcel.Revision))
            && !(Conversion == DynamoDBEntryConversion.V1 && s_setsOfV1.Contains(attribute));

    // The same values of all properties; to the mapper a property without value is null, also a collection.
    private static void AssertSame(OldParcel expected, T actual)
        => Assert.Equal(Values(JsonSerializer.SerializeToNode(expected)), Values(JsonSerializer.SerializeToNode(actual)));

    private static IEnumerable<string> Values(JsonNode? parcel) => parcel!.AsObject()
        .Where(static property => property.Key is not nameof(Parcel.Revision))
        .Where(static property => property.Value is not (null or JsonArray { Count: 0 } or JsonObject { Count: 0 }))
        .Select(static property => $"{property.Key}: {property.Value}")
        .Order(StringComparer.Ordinal);

    private static string Text(AttributeValue value)
        => Encoding.UTF8.GetString(AttributeMap.ToItem(new Dictionary<string, AttributeValue> { ["value"] = value }).Json.Span);
}
