using System.Text;
using CsCheck;
using Fw24.Runtime.Tests.Harness;

namespace Fw24.Runtime.Tests.Records;

public sealed class ItemImageTests
{
    [Fact]
    public void Walks_the_attributes_of_random_items_in_their_order()
        => Seeded.ForAll(Gen.Select(RandomItems.Item, Gen.Int), 2000, static draw =>
        {
            var (item, seed) = draw;
            var image = new ItemImage(Encoding.UTF8.GetBytes(ModelJson.Write(item, new Random(seed))));

            var names = new List<string>();
            foreach (var attribute in image)
            {
                names.Add(Encoding.UTF8.GetString(attribute.Name));
                Assert.True(image.TryGetAttribute(attribute.Name, out var value));
                Assert.True(value == attribute.Value);
                Assert.Equal((byte)'{', value[0]);
                Assert.Equal((byte)'}', value[^1]);
            }

            Assert.Equal(item.Values.Select(static member => member.Key), names);
        });

    [Fact]
    public void An_absent_image_has_no_attributes()
    {
        Assert.False(default(ItemImage).TryGetAttribute("a"u8, out _));
        Assert.True(default(ItemImage).IsAbsent);
    }

    [Fact]
    public void A_name_is_found_however_it_is_written()
    {
        var image = new ItemImage("""{ "\u0061\"" : {"S":"x"} , "b":{"N":"1"} }"""u8.ToArray());

        Assert.True(image.TryGetAttribute("a\""u8, out var value));
        Assert.Equal("""{"S":"x"}""", Encoding.UTF8.GetString(value));
        Assert.False(image.TryGetAttribute("\\u0061\\\""u8, out _));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"a\":{\"S\":\"x\"")]
    [InlineData("{\"a\":}")]
    public void H29_a_broken_image_is_refused(string json)
        => Assert.Throws<ItemFormatException>(() => new ItemImage(Encoding.UTF8.GetBytes(json)).TryGetAttribute("z"u8, out _));

    [Fact]
    public void Walking_allocates_nothing()
    {
        var image = new ItemImage("""{"a":{"S":"x"},"b":{"L":[{"N":"1"}]},"c":{"M":{"d":{"BOOL":true}}}}"""u8.ToArray());
        Assert.Equal(3, Count(image));

        Assert.Equal(0, Allocated.By(() => Count(image)));
    }

    private static int Count(ItemImage image)
    {
        var count = 0;
        foreach (var attribute in image)
        {
            count += attribute.Name.Length;
        }

        return count;
    }
}
