using Amazon;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Fw24.Generators.Tests.Entities;

namespace Fw24.Generators.Tests.Interop;

/// <summary>Items that the AWS SDK's object mapper writes.</summary>
public sealed class ObjectMapperTests
{
    private static readonly DateTime s_time = new(2026, 11, 28, 10, 5, 0, 123, DateTimeKind.Utc);

    private static readonly Guid s_guid = Guid.Parse("6f9619ff-8b86-d011-b42d-00cf4fc964ff");

    [Fact]
    public void F14_what_the_mapper_writes_by_default_is_read_with_converters()
    {
        var item = Written(Amazon.DynamoDBv2.DynamoDBEntryConversion.V1);
        Assert.Equal(("1", "7"), (item["Yes"].N, item["Priority"].N));
        Assert.NotEmpty(item["Listed"].NS);

        var read = MappedCodec.FromItem(item);

        Assert.Equal(("a", true, false, Priority.High, s_time, s_guid, 1.5m), (read.Id, read.Yes, read.Maybe, read.Priority, read.At, read.Guid, read.Number));
        Assert.Equal(DateTimeKind.Utc, read.At.Kind);
        Assert.Equal([1, 2], read.Bytes!);
        Assert.Equal(["x", "y"], read.Set.Order(StringComparer.Ordinal));
        Assert.Equal([1, 2], read.Listed.Order());
        Assert.Equal("v", read.Map["k"]);
        Assert.Equal("nested", read.Part?.Text);
    }

    [Fact]
    public void F14_what_the_mapper_writes_with_conversion_V2_is_read_with_fewer()
    {
        var item = Written(Amazon.DynamoDBv2.DynamoDBEntryConversion.V2);
        Assert.Equal((true, "7"), (item["Yes"].BOOL, item["Priority"].N));

        var read = MappedV2Codec.FromItem(item);

        Assert.Equal(("a", true, false, Priority.High, s_time, s_guid, 1.5m), (read.Id, read.Yes, read.Maybe, read.Priority, read.At, read.Guid, read.Number));
        Assert.Equal([1, 2], read.Bytes!);
        Assert.Equal(["x", "y"], read.Set.Order(StringComparer.Ordinal));
        Assert.Equal([1, 2], read.Listed);
        Assert.Equal("v", read.Map["k"]);
        Assert.Equal("nested", read.Part?.Text);
    }

    // No call reaches AWS: the mapper knows the table from the class's attributes.
    private static Dictionary<string, AttributeValue> Written(Amazon.DynamoDBv2.DynamoDBEntryConversion conversion)
    {
        using var client = new AmazonDynamoDBClient(new BasicAWSCredentials("none", "none"), RegionEndpoint.USEast1);
        using var context = new DynamoDBContextBuilder()
            .WithDynamoDBClient(() => client)
            .ConfigureContext(config =>
            {
                config.Conversion = conversion;
                config.DisableFetchingTableMetadata = true;
            })
            .Build();
        var document = context.ToDocument(new Written
        {
            Id = "a",
            Yes = true,
            Maybe = false,
            Priority = Priority.High,
            At = s_time,
            Guid = s_guid,
            Number = 1.5m,
            Bytes = [1, 2],
            Set = ["x", "y"],
            Listed = [1, 2],
            Map = new() { ["k"] = "v" },
            Part = new WrittenPart { Text = "nested" },
        });
        return document.ToAttributeMap(conversion);
    }
}

/// <summary>A class of the mapper.</summary>
[DynamoDBTable("mapped")]
public sealed class Written
{
    [DynamoDBHashKey] public string? Id { get; set; }
    public bool Yes { get; set; }
    public bool? Maybe { get; set; }
    public Priority Priority { get; set; }
    public DateTime At { get; set; }
    public Guid Guid { get; set; }
    public decimal Number { get; set; }
    public byte[]? Bytes { get; set; }
    public HashSet<string>? Set { get; set; }
    public List<int>? Listed { get; set; }
    public Dictionary<string, string>? Map { get; set; }
    public WrittenPart? Part { get; set; }
}

/// <summary>A nested class of the mapper.</summary>
public sealed class WrittenPart
{
    public string? Text { get; set; }
}
