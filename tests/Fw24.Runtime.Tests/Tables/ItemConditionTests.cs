using System.Text;

namespace Fw24.Runtime.Tests.Tables;

public sealed class ItemConditionTests
{
    private const string None = "";
    private const string Unversioned = """{"Id":{"S":"a"}}""";
    private const string Version0 = """{"Id":{"S":"a"},"v":{"N":"0"}}""";
    private const string Version3 = """{"Id":{"S":"a"},"v":{"N":"3.0"}}""";
    private const string Text3 = """{"Id":{"S":"a"},"v":{"S":"3"}}""";

    [Theory]
    [InlineData(0, false, false, true, true, false, false)]
    [InlineData(0, true, true, true, true, false, false)]
    [InlineData(3, false, false, false, false, true, false)]
    [InlineData(3, true, true, false, false, true, false)]
    [InlineData(4, false, false, false, false, false, false)]
    [InlineData(4, true, true, false, false, false, false)]
    public void W5_A_version_is_that_of_the_stored_item_and_0_where_it_has_none(
        long version, bool orNoItem, bool none, bool unversioned, bool version0, bool version3, bool text3)
    {
        var condition = ItemCondition.Version("v", version, "Id", orNoItem);

        Assert.Equal([none, unversioned, version0, version3, text3], new[] { None, Unversioned, Version0, Version3, Text3 }.Select(item => condition.Holds(Image(item))));
    }

    [Fact]
    public void The_other_kinds_ask_for_an_attribute()
    {
        Assert.Equal([true, false], new[] { None, Version3 }.Select(static item => ItemCondition.NotExists("Id").Holds(Image(item))));
        Assert.Equal([false, true], new[] { None, Version3 }.Select(static item => ItemCondition.Exists("Id").Holds(Image(item))));
        Assert.Equal([false, false, false, true], new[] { None, Unversioned, Version0, Version3 }.Select(static item => ItemCondition.Equal("v", """{"N":"3"}"""u8.ToArray()).Holds(Image(item))));
    }

    [Fact]
    public void A_negative_version_is_invalid()
        => Assert.Throws<ArgumentOutOfRangeException>(static () => ItemCondition.Version("v", -1, "Id", orNoItem: true));

    private static ItemImage Image(string json) => new(Encoding.UTF8.GetBytes(json));
}
