using System.Text;
using System.Text.Json;
using CsCheck;
using Fw24.Json;
using Fw24.Runtime.Tests.Harness;

namespace Fw24.Runtime.Tests.Records;

/// <summary>The fast path for members in AWS's notation, which inspects 64 bytes at a time.</summary>
public sealed class PlainMemberTests
{
    // Lengths around the limit at which a member exceeds 64 bytes, or the last 64 bytes of the JSON.
    [Fact]
    public void Members_of_all_lengths_are_read_the_same_whatever_follows_them()
    {
        foreach (var tail in new[] { "", ""","z":{"N":"1"}""", $$$""","z":{"S":"{{{new string('z', 100)}}}"}""" })
        {
            for (var nameLength = 0; nameLength < 72; nameLength++)
            {
                for (var textLength = 0; textLength < 72; textLength++)
                {
                    var (name, text) = (new string('n', nameLength), new string('t', textLength));
                    var json = new JsonCursor(Encoding.UTF8.GetBytes($$$"""{"a":{"S":"x"},"{{{name}}}":{"S":"{{{text}}}"}{{{tail}}}}"""));
                    json.TryEnterObject();

                    Assert.Equal(("a", "x"), Next(ref json));
                    Assert.Equal((name, text), Next(ref json));
                    Assert.Equal(tail.Length > 0, json.TrySkipMember());
                    Assert.Null(json.Expected);
                }
            }
        }
    }

    [Fact]
    public void H29_a_byte_that_is_changed_anywhere_breaks_what_it_breaks_for_the_JSON_reader_of_NET()
    {
        var text = Gen.Char['a', 'z'].Array[0, 40].Select(static letters => new string(letters));
        var bytes = Gen.Int[0, 9].Select(static i => "\"\\{}:,\0\u001FSx"[i]);
        Seeded.ForAll(Gen.Select(Gen.Select(text, text).Array[1, 5], bytes, Gen.Int[0, 10_000]), 20_000, static draw =>
        {
            var (members, changed, place) = draw;
            var json = Encoding.UTF8.GetBytes("{" + string.Join(',', members.Select(static m => $$$""" "{{{m.Item1}}}":{"S":"{{{m.Item2}}}"}"""[1..])) + "}");
            json[1 + (place % (json.Length - 1))] = (byte)changed;

            var cursor = new JsonCursor(json);
            var isRead = cursor.TrySkipValue() && cursor.IsAtEnd();

            Assert.Equal(IsJson(json), isRead);
        });
    }

    [Theory]
    [InlineData("""{"b":{"N":"1"}}""")]
    [InlineData("""{"a":{"S":"x"},"b":{"N":"1"}}""")]
    [InlineData("""{"a":{"S":"x"},"b":{"N":"1"},"c":{"S":"a text behind which there are sixty-four bytes and more"}}""")]
    public void A_text_of_another_type_is_reported_at_its_position(string item)
    {
        var failure = Assert.Throws<ItemFormatException>(() => ReadAll(Encoding.UTF8.GetBytes(item)));

        Assert.Equal("b", failure.Path);
        Assert.Contains("expected a string (S), found a number (N)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_not_read_is_skipped()
    {
        var item = new ItemReader("""{"a":{"S":"x"},"b":{"S":"y"},"c":{"S":"z"}}"""u8, "Note");
        item.NextAttribute(out _);
        item.SkipValue();
        item.NextAttribute(out _);
        Assert.False(item.TryReadNull());
        Assert.Equal("y", item.ReadString());
        item.NextAttribute(out var name);
        Assert.True(name.Is("c"u8));
        Assert.Equal("z", item.ReadString());
        Assert.False(item.NextAttribute(out _));
    }

    private static void ReadAll(byte[] json)
    {
        var item = new ItemReader(json, "Note");
        while (item.NextAttribute(out _))
        {
            item.ReadString();
        }
    }

    private static (string Name, string Text) Next(ref JsonCursor json)
    {
        Assert.True(json.TryReadCompactMember(out var name, out var tag, out var text));
        Assert.Equal((byte)'S', tag);
        return (Encoding.UTF8.GetString(name), Encoding.UTF8.GetString(text));
    }

    private static bool IsJson(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
