using System.Text;
using CsCheck;
using Fw24.Json.Text;
using Fw24.Runtime.Tests.Harness;

namespace Fw24.Runtime.Tests.Records;

public sealed class StringCacheTests
{
    [Fact]
    public void A_text_in_both_images_is_one_string()
    {
        var (old, @new) = (ReadNote("""{"Id":{"S":"a"},"Note":{"S":"at the door"}}"""u8), ReadNote("""{"Id":{"S":"b"},"Note":{"S":"at the door"}}"""u8));

        Assert.Equal("at the door", old);
        Assert.Same(old, @new);
    }

    [Fact]
    public void Texts_that_share_their_places_are_not_mixed_up()
    {
        var texts = StringCache.Current;

        // Equal in length and in their first and last bytes, which alone determine the cache slot.
        Assert.Equal("01234567-a-01234567", texts.Get("01234567-a-01234567"u8));
        Assert.Equal("01234567-b-01234567", texts.Get("01234567-b-01234567"u8));
        Assert.Equal("01234567-c-01234567", texts.Get("01234567-c-01234567"u8));
        Assert.Equal("01234567-b-01234567", texts.Get("01234567-b-01234567"u8));
        Assert.Equal("01234567-a-01234567", texts.Get("01234567-a-01234567"u8));
    }

    [Fact]
    public void Any_text_comes_back_as_it_is()
    {
        var letters = Gen.Int[0, 9].Select(static i => "aabbccø日\0\u0080"[i]);
        Seeded.ForAll(letters.Array[0, 140].Select(static text => new string(text)), 20_000,
            static text => Assert.Equal(text, StringCache.Current.Get(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public void What_is_long_is_not_kept()
    {
        var text = Encoding.UTF8.GetBytes(new string('x', 129));

        Assert.NotSame(StringCache.Current.Get(text), StringCache.Current.Get(text));
    }

    private static string ReadNote(ReadOnlySpan<byte> item)
    {
        var reader = new ItemReader(item, "Note");
        while (reader.NextAttribute(out var name))
        {
            if (name.Is("Note"u8))
            {
                return reader.ReadString();
            }

            reader.SkipValue();
        }

        return "";
    }
}
