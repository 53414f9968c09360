using System.Text;

namespace Fw24.Runtime.Tests.Tables;

public sealed class RawItemTests
{
    private const string Item = """{"Id":{"S":"a\u0062"},"N":{"N":"1.50"},"Yes":{"BOOL":true},"No":{ "BOOL" : false },"L":{"L":[{"S":"x"}]},"ü":{"NULL":true}}""";

    [Fact]
    public void It_knows_the_attributes_and_their_types() => Upgrade(static item =>
    {
        Assert.Equal(["Id", "N", "Yes", "No", "L", "ü"], item.Names);
        Assert.True(item.Has("ü"));
        Assert.False(item.Has("id"));
        Assert.True(item.TryGetString("Id", out var id) && id is "ab");
        Assert.True(item.TryGetNumber("N", out var number) && number is 1.5m);
        Assert.True(item.TryGetBoolean("Yes", out var yes) && yes);
        Assert.True(item.TryGetBoolean("No", out var no) && !no);
        Assert.True(item.TryGetValue("L", out var list) && Encoding.UTF8.GetString(list.Span) is """{"L":[{"S":"x"}]}""");
    });

    [Fact]
    public void What_is_of_another_type_or_is_not_there_is_not_got() => Upgrade(static item =>
    {
        Assert.False(item.TryGetString("N", out var text) || text is not null);
        Assert.False(item.TryGetString("L", out _));
        Assert.False(item.TryGetNumber("Id", out _));
        Assert.False(item.TryGetBoolean("Id", out _));
        Assert.False(item.TryGetBoolean("none", out _));
        Assert.False(item.TryGetNumber("none", out _));
        Assert.False(item.TryGetValue("none", out _));
    });

    [Fact]
    public void An_item_that_is_not_changed_is_the_same_image()
    {
        var image = new ItemImage(Encoding.UTF8.GetBytes(Item));

        Assert.Equal(image.Json, RawItem.Upgrade(image, static item => Assert.False(item.Remove("none") || item.Rename("none", "x") || item.Rename("N", "Id"))).Json);
    }

    [Theory]
    [InlineData("set", """{"Id":{"S":"\""},"N":{"N":"2"},"Yes":{"BOOL":false},"New":{"M":{}}}""")]
    [InlineData("remove", """{"Id":{"S":"1"},"Yes":{"BOOL":true}}""")]
    [InlineData("rename", """{"Id":{"S":"1"},"Yes":{"BOOL":true},"M":{"N":"1"}}""")]
    public void Changes_are_what_is_read(string change, string expected)
    {
        var image = RawItem.Upgrade(new ItemImage("""{"Id":{"S":"1"},"N":{"N":"1"},"Yes":{"BOOL":true}}"""u8.ToArray()), change switch
        {
            "set" => static item =>
            {
                item.Set("Id", "\"");
                item.Set("N", 2);
                item.Set("Yes", false);
                item.SetValue("New", """{"M":{}}"""u8.ToArray());
            },
            "remove" => static item => Assert.True(item.Remove("N")),
            _ => static item => Assert.True(item.Rename("N", "M")),
        });

        Assert.Equal(expected, Encoding.UTF8.GetString(image.Json.Span));
    }

    [Fact]
    public void A_string_that_is_none_is_refused_by_name()
        => Assert.StartsWith("Name cannot be stored", Assert.Throws<ArgumentException>(() => Upgrade(static item => item.Set("Name", "\ud800"))).Message, StringComparison.Ordinal);

    private static void Upgrade(Action<RawItem> upgrade) => RawItem.Upgrade(new ItemImage(Encoding.UTF8.GetBytes(Item)), upgrade);
}
