using System.Text;
using Fw24.Tables;

namespace Fw24.Runtime.Tests.Tables;

public sealed class KeyRangeTests
{
    private static readonly ItemQuery s_partition = new("Id", """{"S":"n"}"""u8.ToArray());

    [Fact]
    public void F1_a_range_has_the_ends_that_it_was_given_and_no_other()
    {
        AssertBounds("""{"S":"b"}""", null, null, Of(KeyRange.From("b"), ItemValue.WriteString));
        AssertBounds(null, """{"S":"b"}""", null, Of(KeyRange.To("b"), ItemValue.WriteString));
        AssertBounds("""{"N":"1"}""", """{"N":"9"}""", null, Of(KeyRange.Between(1, 9), ItemValue.WriteNumber));
        AssertBounds(null, null, """{"S":"note#"}""", Of(KeyRange.BeginsWith("note#"), ItemValue.WriteString));
        AssertBounds(null, null, """{"B":"AQI="}""", Of(KeyRange.BeginsWith((byte[])[1, 2]), ItemValue.WriteBytes));
        AssertBounds(null, null, """{"B":"AQI="}""", Of(KeyRange.BeginsWith(new ReadOnlyMemory<byte>([1, 2])), static (item, value) => item.WriteBytes(value.Span)));
        AssertBounds("""{"S":"2026-11-28"}""", null, null, Of(KeyRange.From(new DateOnly(2026, 11, 28)), ItemValue.WriteDateOnly));
    }

    [Fact]
    public void F1_the_default_is_all_sort_keys()
        => Assert.Same(s_partition, default(KeyRange<string>).Of(s_partition, "At", ItemValue.WriteString));

    private static ItemQuery Of<T>(KeyRange<T> range, Items.ItemWrite<T> write)
    {
        var query = range.Of(s_partition, "At", write);
        Assert.Equal("At", query.SortKey);
        return query;
    }

    private static void AssertBounds(string? from, string? to, string? beginsWith, ItemQuery query)
        => Assert.Equal((from, to, beginsWith), (Text(query.From), Text(query.To), Text(query.BeginsWith)));

    private static string? Text(ReadOnlyMemory<byte>? value) => value is { } json ? Encoding.UTF8.GetString(json.Span) : null;
}
