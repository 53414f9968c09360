using System.Text;
using Amazon.DynamoDBv2.Model;
using CsCheck;
using Fw24.Items;
using Fw24.Runtime.Tests.Harness;

namespace Fw24.Runtime.Tests.Records;

public sealed class AttributeMapTests
{
    [Fact]
    public void H21_random_items_survive_the_way_to_the_SDK_and_back()
        => Seeded.ForAll(Gen.Select(RandomItems.Item, Gen.Int), 2000, static draw =>
        {
            var (item, seed) = draw;
            var image = new ItemImage(Encoding.UTF8.GetBytes(ModelJson.Write(item, new Random(seed))));

            var back = AttributeMap.ToItem(AttributeMap.FromItem(image));

            Assert.True(AttributeEquality.AreEqual(AsMap(image), AsMap(back)));
            Assert.Equal(item.Values.Select(static member => member.Key), AttributeMap.FromItem(back).Keys);
        });

    [Fact]
    public void What_is_empty_stays_what_it_is()
    {
        var map = AttributeMap.FromItem(new ItemImage("""{"s":{"S":""},"b":{"B":""},"l":{"L":[]},"m":{"M":{}},"n":{"NULL":true},"f":{"BOOL":false}}"""u8.ToArray()));

        Assert.Equal("", map["s"].S);
        Assert.Equal(0, map["b"].B.Length);
        Assert.True(map["l"].IsLSet);
        Assert.True(map["m"].IsMSet);
        Assert.True(map["n"].NULL);
        Assert.False(map["f"].BOOL);
        Assert.Equal("""{"s":{"S":""},"b":{"B":""},"l":{"L":[]},"m":{"M":{}},"n":{"NULL":true},"f":{"BOOL":false}}""", Text(AttributeMap.ToItem(map)));
    }

    [Fact]
    public void The_SDKs_own_values_are_read_as_they_are()
    {
        var map = new Dictionary<string, AttributeValue>
        {
            ["empty list by flag"] = new() { IsLSet = true },
            ["empty map by flag"] = new() { IsMSet = true },
            ["numbers"] = new() { NS = ["3", "1"] },
            ["bytes"] = new() { BS = [new MemoryStream([1, 2]), new MemoryStream([0xff])] },
            ["stream within a larger buffer"] = new() { B = new MemoryStream([9, 1, 2, 9], 1, 2, writable: false, publiclyVisible: true) },
            ["hidden buffer, read to its end"] = new() { B = ReadToItsEnd([1, 2]) },
        };

        Assert.Equal(
            """{"empty list by flag":{"L":[]},"empty map by flag":{"M":{}},"numbers":{"NS":["3","1"]},"bytes":{"BS":["AQI=","/w=="]},"stream within a larger buffer":{"B":"AQI="},"hidden buffer, read to its end":{"B":"AQI="}}""",
            Text(AttributeMap.ToItem(map)));
    }

    [Fact]
    public void A_value_without_a_type_is_refused_by_its_path()
    {
        var map = new Dictionary<string, AttributeValue> { ["a"] = new() { L = [new() { S = "secret" }, new()] } };

        var failure = Assert.Throws<ArgumentException>(() => AttributeMap.ToItem(map));

        Assert.Equal("a[1] cannot be stored in DynamoDB: it has no DynamoDB type.", failure.Message);
    }

    [Theory]
    [InlineData("""{"a":{"L":[{"S":"secret"},{"B":"?"}]}}""", "Item.a[1]: expected base64, found another text.")]
    [InlineData("""{"a":{"S":"secret"},"a":{"S":"x"}}""", "Item.a: expected an attribute's name once, found a second one.")]
    [InlineData("""{"a":{"S":5}}""", "Item.a: expected a string, found a number.")]
    [InlineData("""{"a":{}}""", "Item.a: expected a typed value, found an empty object.")]
    [InlineData("""{"a":{"S":"secret"}}}""", "Item: expected the end of the item, found the end of an object or list.")]
    public void H29_what_is_no_item_is_refused_by_its_path(string json, string message)
        => Assert.Equal(message, Assert.Throws<ItemFormatException>(() => AttributeMap.FromItem(new ItemImage(Encoding.UTF8.GetBytes(json)))).Message);

    [Fact]
    public void H29_nesting_is_bounded_both_ways()
    {
        const int Levels = 10_000;
        var json = string.Concat(Enumerable.Repeat("""{"L":[""", Levels)) + string.Concat(Enumerable.Repeat("]}", Levels));
        var value = new AttributeValue { S = "x" };
        for (var i = 0; i < Levels; i++)
        {
            value = new AttributeValue { L = [value] };
        }

        Assert.Contains("32 levels", Assert.Throws<ItemFormatException>(() => AttributeMap.FromValue(Encoding.UTF8.GetBytes(json))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => AttributeMap.ToValue(value));
    }

    private static MemoryStream ReadToItsEnd(byte[] bytes)
    {
        var stream = new MemoryStream(bytes, writable: false);
        stream.ReadExactly(new byte[bytes.Length]);
        return stream;
    }

    private static byte[] AsMap(ItemImage image) => [.. "{\"M\":"u8, .. image.Json.Span, (byte)'}'];

    private static string Text(ItemImage image) => Encoding.UTF8.GetString(image.Json.Span);
}
