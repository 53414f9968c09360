using System.Text;

namespace Fw24.Runtime.Tests.Records;

/// <summary>A text that was read together with its name is the attribute's value; later content is not.</summary>
public sealed class UnreadTextTests
{
    [Theory]
    [InlineData("""{"a":{"S":"x"}{"BOOL":true}}""")]
    [InlineData("""{"a":{"S":"x"}{"M":{}}}""")]
    [InlineData("""{"a":{"S":"x"}{"L":[]}}""")]
    [InlineData("""{"a":{"S":"x"}{"SS":["y"]}}""")]
    [InlineData("""{"a":{"S":"x"}{"NULL":true}}""")]
    [InlineData("""{"a":{"S":"x"}{"N":"1"}}""")]
    [InlineData("""{"a":{"S":"x"}{"B":"AQ=="}}""")]
    [InlineData("""{"a":{"S":"x","b":{"BOOL":true}}""")]
    public void Fuzz8_no_reader_looks_past_it(string json)
    {
        var image = Encoding.UTF8.GetBytes(json);

        Refuses(image, static (ref ItemReader item) => item.ReadBoolean());
        Refuses(image, static (ref ItemReader item) => item.BeginMap());
        Refuses(image, static (ref ItemReader item) => item.BeginList());
        Refuses(image, static (ref ItemReader item) => item.BeginSet());
        Refuses(image, static (ref ItemReader item) => item.ReadNumber<int>());
        Refuses(image, static (ref ItemReader item) => item.ReadBytes());
        Refuses(image, static (ref ItemReader item) =>
        {
            if (item.TryReadNull())
            {
                return;
            }

            throw new ItemFormatException("Test", "a", "null", "none");
        });
    }

    private delegate void Read(ref ItemReader item);

    private static void Refuses(byte[] image, Read read) => Assert.Throws<ItemFormatException>(() =>
    {
        var reader = new ItemReader(image, "Test");
        Assert.True(reader.NextAttribute(out _));
        read(ref reader);
    });
}
