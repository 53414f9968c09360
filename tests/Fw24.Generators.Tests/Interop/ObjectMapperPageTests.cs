using System.Text;
using System.Text.Json;
using Amazon;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Fw24.Generators.Tests.Harness;
using Fw24.Items;
using Fw24.Model;

namespace Fw24.Generators.Tests.Interop;

/// <summary>What docs/operate/object-mapper.md says about the forms of values is what the mapper and Fw24 write.</summary>
public sealed class ObjectMapperPageTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operate", "object-mapper.md"));

    [Fact]
    public void The_table_shows_what_the_mapper_and_Fw24_write()
    {
        var mapper = (V1: Saved(new MapperPageV1(), DynamoDBEntryConversion.V1), V2: Saved(new MapperPageV2(), DynamoDBEntryConversion.V2));
        var own = (V1: Written(MapperPageV1Codec.Model, new()), V2: Written(MapperPageV2Codec.Model, new()));
        var rows = s_page.Split('\n')
            .SkipWhile(static line => !line.StartsWith("|---|---|---|---|", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(static line => line.StartsWith('|'))
            .Select(static line => line.Split(" | ")[1..])
            .ToList();
        var properties = typeof(MapperPage).GetProperties().Select(static property => property.Name).Except(["Id"]).ToList();

        Assert.Equal(properties.Count, rows.Count);
        Assert.All(properties.Zip(rows), pair =>
        {
            var (property, row) = pair;
            Assert.Equal([mapper.V1[property], mapper.V2[property], own.V1[property]], row.Select(static cell => cell.Trim(' ', '|', '`')));
            Assert.Equal(mapper.V2[property], own.V2[property]);
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_form_of_the_table_is_read_with_either_format(bool isV1)
    {
        var (v1, v2) = (Map(new MapperPageV1(), DynamoDBEntryConversion.V1), Map(new MapperPageV2(), DynamoDBEntryConversion.V2));
        foreach (var item in new[] { v1, v2, MapperPageV1Codec.ToItem(new(), App) })
        {
            MapperPage read = isV1 ? MapperPageV1Codec.FromItem(item) : MapperPageV2Codec.FromItem(item);

            Assert.Equal(JsonSerializer.Serialize<MapperPage>(new MapperPageV1()), JsonSerializer.Serialize(read));
        }
    }

    [Fact]
    public void The_example_is_an_entity()
    {
        var code = s_page.Split("```csharp\n")[1].Split("```")[0];

        var generated = string.Concat(GeneratorTest.Run($"using Fw24;\n\n{code}").Files.Values);

        Assert.Contains("ReadMappedList", generated, StringComparison.Ordinal);
    }

    private static AppModel App { get; } = Fw24GeneratorsTestsApp.Model;

    private static Dictionary<string, string> Written<T>(EntityModel<T> entity, T item)
        where T : class
        => Forms(entity.ToItem(item, App));

    private static Dictionary<string, string> Saved<T>(T item, DynamoDBEntryConversion conversion) => Forms(Map(item, conversion));

    private static Dictionary<string, string> Forms(Dictionary<string, AttributeValue> item)
        => item.ToDictionary(static attribute => attribute.Key, static attribute => Form(attribute.Value));

    // {"":{"S":"a"}}
    private static string Form(AttributeValue value)
    {
        var item = AttributeMap.ToItem(new Dictionary<string, AttributeValue> { [""] = value });
        return Encoding.UTF8.GetString(item.Json.Span)["{\"\":".Length..^1];
    }

    // Nothing is sent: the mapper knows the table from the class's attributes.
    private static Dictionary<string, AttributeValue> Map<T>(T item, DynamoDBEntryConversion conversion)
    {
        using var client = new AmazonDynamoDBClient(new BasicAWSCredentials("none", "none"), RegionEndpoint.USEast1);
        using var context = new DynamoDBContextBuilder()
            .WithDynamoDBClient(() => client)
            .ConfigureContext(config => (config.Conversion, config.DisableFetchingTableMetadata) = (conversion, true))
            .Build();
        return context.ToDocument(item).ToAttributeMap(conversion);
    }
}

/// <summary>A property for each row of the page's table, in its order.</summary>
public abstract record MapperPage
{
    [PartitionKey, DynamoDBHashKey] public string Id { get; init; } = "1";
    public bool Boolean { get; init; } = true;
    public DayOfWeek Enum { get; init; } = DayOfWeek.Friday;
    public DayOfWeek? NullableEnum { get; init; } = DayOfWeek.Friday;
    public DateTime Time { get; init; } = new(2026, 11, 28, 10, 5, 0, 123, DateTimeKind.Utc);
    public List<string> Texts { get; init; } = ["b", "a"];
    public int[] Numbers { get; init; } = [2, 1];
    public List<bool> Booleans { get; init; } = [true, false];
    public List<byte[]> Binaries { get; init; } = [[1]];
    public List<DayOfWeek> Enums { get; init; } = [DayOfWeek.Friday, DayOfWeek.Monday];
    public List<MapperPagePart> Objects { get; init; } = [new()];
    public List<List<int>> Lists { get; init; } = [[1]];
    public HashSet<string> TextSet { get; init; } = ["a", "b"];
    public HashSet<DayOfWeek> EnumSet { get; init; } = [DayOfWeek.Friday];
    public SortedSet<int> SortedSet { get; init; } = [2, 1];
    public Dictionary<string, bool> Map { get; init; } = new() { ["k"] = true };
    public MapperPagePart Part { get; init; } = new();
    public string Text { get; init; } = "a";
    public decimal Number { get; init; } = 1.5m;
    public byte[] Binary { get; init; } = [1];
}

/// <summary>The page's properties in the form of conversion V1.</summary>
[DynamoTable("mapper-page-v1", Format = ItemFormat.ObjectMapperV1), DynamoDBTable("mapper-page-v1")]
public sealed record MapperPageV1 : MapperPage;

/// <summary>The page's properties in the form of conversion V2.</summary>
[DynamoTable("mapper-page-v2", Format = ItemFormat.ObjectMapperV2), DynamoDBTable("mapper-page-v2")]
public sealed record MapperPageV2 : MapperPage;

/// <summary>A nested object.</summary>
public sealed record MapperPagePart
{
    public bool Yes { get; init; } = true;
}
