using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CsCheck;
using Fw24.Json;
using Fw24.Runtime.Tests.Harness;

namespace Fw24.Runtime.Tests.Records;

public sealed class JsonCursorTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0.5e+10")]
    [InlineData(" [ ] ")]
    [InlineData("{\"a\":[1,2,{\"b\":null}],\"c\":\"\\ud83d\\ude00\\/\"}")]
    [InlineData("01")]
    [InlineData("-")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1e")]
    [InlineData("tru")]
    [InlineData("nulll")]
    [InlineData("[1,]")]
    [InlineData("[,1]")]
    [InlineData("[1 2]")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{,\"a\":1}")]
    [InlineData("{\"a\" 1}")]
    [InlineData("{\"a\"}")]
    [InlineData("{a:1}")]
    [InlineData("{\"a\":1]")]
    [InlineData("\"\n\"")]
    [InlineData("\"\\x\"")]
    [InlineData("\"\\u12\"")]
    [InlineData("\"abc")]
    [InlineData("")]
    [InlineData("/**/1")]
    public void Accepts_what_the_JSON_reader_of_NET_accepts(string json) => AssertAgrees(Encoding.UTF8.GetBytes(json));

    [Theory]
    [InlineData("\"\\ud83d\"")]
    [InlineData("\"\\ude00\"")]
    [InlineData("\"\\ud83dx\"")]
    [InlineData("\"\\ud83d\\u0041\"")]
    [InlineData("\"\\ude00\\ud83d\"")]
    public void Half_a_surrogate_pair_is_no_text(string json)
    {
        var cursor = new JsonCursor(Encoding.UTF8.GetBytes(json));

        Assert.False(cursor.TryReadString(out _));
    }

    [Fact]
    public void H29_what_never_closes_is_sought_within_its_record_and_once()
    {
        // Searching to the end of the JSON for each record would take a hundred million steps.
        const string Record = """{"a":[[[[[[[[[[[[x}""";
        const int Count = 10_000;
        var json = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat(Record, Count))}]");
        var visited = 0L;
        for (var start = 1; start < json.Length; start += Record.Length + 1)
        {
            var cursor = new JsonCursor(json);
            var end = 0;
            var value = start + Record.IndexOf('[', StringComparison.Ordinal);
            cursor.MoveTo(value);

            Assert.False(cursor.TrySkipMalformed(start, ref end));

            Assert.Equal(start + Record.Length, end);
            visited += (end - start) + (cursor.Position - value);
        }

        Assert.InRange(visited, json.Length, 2L * json.Length);

        // The end found for one broken member is reused for the record's next one.
        var next = new JsonCursor(json);
        var known = 12;
        next.MoveTo(6);
        Assert.False(next.TrySkipMalformed(1, ref known));
        Assert.Equal((12, 12), (known, next.Position));
    }

    [Fact]
    public void H29_any_string_is_unescaped_as_the_JSON_reader_of_NET_does_it_whatever_follows_it()
    {
        var text = Gen.OneOf(Gen.Const("\""), Gen.Const("\\"), Gen.Const("\n"), Gen.Const("é😀"), Gen.Char['a', 'z'].Select(static c => c.ToString())).Array[0, 80].Select(string.Concat);
        Seeded.ForAll(Gen.Select(text, text), 5000, static draw =>
        {
            var relaxed = new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
            var json = JsonSerializer.SerializeToUtf8Bytes(draw.Item1, relaxed);
            var destination = new byte[json.Length];
            var cursor = new JsonCursor([.. json, .. JsonSerializer.SerializeToUtf8Bytes(draw.Item2, relaxed)]);

            Assert.True(cursor.TryReadString(destination, out var written));

            Assert.Equal(draw.Item1, Encoding.UTF8.GetString(destination, 0, written));
            Assert.Equal(json.Length, cursor.Position);
        });
    }

    [Fact]
    public void H29_agrees_with_the_JSON_reader_of_NET_on_items_with_broken_bytes()
        => Seeded.ForAll(Gen.Select(RandomItems.Item, Gen.Int, Gen.Int[0, 3]), 5000, static draw =>
        {
            var (item, seed, breaks) = draw;
            var random = new Random(seed);
            var json = Encoding.UTF8.GetBytes(ModelJson.Write(item, random));
            for (var i = 0; i < breaks; i++)
            {
                json[random.Next(json.Length)] = (byte)"{}[]\",:\\u0e-.tfn \n\u0001a"[random.Next(20)];
            }

            AssertAgrees(json);
        });

    [Fact]
    public void Texts_are_the_same_when_the_JSON_reader_of_NET_says_so()
        => Seeded.ForAll(Gen.Select(RandomItems.Text, RandomItems.Text, Gen.Int), 5000, static draw =>
        {
            var (left, right, seed) = draw;
            var random = new Random(seed);
            var l = Read(left, random);
            var again = Read(left, random);
            var r = Read(right, random);

            Assert.Equal(left, l.ToString());
            Assert.True(l.Is(again) && again.Is(l));
            Assert.True(l.Is(Encoding.UTF8.GetBytes(left)));
            Assert.Equal(l.Hash(), again.Hash());
            Assert.Equal(left == right, l.Is(r));
            Assert.Equal(left == right, l.Is(Encoding.UTF8.GetBytes(right)));
            Assert.Equal(Encoding.UTF8.GetBytes(left), l.Unescape().ToArray());
        });

    [Theory]
    [InlineData("{\"a\":\"}\",\"b\":[1}}]x", 16)]
    [InlineData("{\"a\":\"\\\"}\"}x", 11)]
    [InlineData("\"a\\\\\"x", 5)]
    [InlineData("12 ,", 3)]
    [InlineData("[[[[", -1)]
    [InlineData("{\"a", -1)]
    [InlineData("\"a\\", -1)]
    [InlineData("}", -1)]
    [InlineData("", -1)]
    public void A_broken_value_ends_where_its_brackets_end(string json, int end)
    {
        var cursor = new JsonCursor(Encoding.UTF8.GetBytes(json));

        Assert.Equal(end >= 0, cursor.TrySkipMalformed());
        Assert.Equal(end >= 0 ? end : json.Length, cursor.Position);
    }

    private static JsonText Read(string text, Random random)
    {
        var json = ModelJson.WriteValue(new ModelValue.Text(text), random);
        var cursor = new JsonCursor(Encoding.UTF8.GetBytes(json));
        return cursor.TryEnterObject() && cursor.TryNextMember(out _) && cursor.TryReadString(out var read) ? read : throw new FormatException(json);
    }

    private static void AssertAgrees(byte[] json)
    {
        var cursor = new JsonCursor(json);
        var accepts = Utf8.IsValid(json) && cursor.TrySkipValue() && cursor.IsAtEnd();

        Assert.Equal(IsJson(json), accepts);
        Assert.Equal(accepts, cursor.Expected is null && cursor.Position == json.Length);
    }

    private static bool IsJson(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonCursor.MaxDepth });
            ReadTexts(document.RootElement);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    // Only reading a text reveals that an escape is half a surrogate pair.
    private static void ReadTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var child in element.EnumerateArray())
                {
                    ReadTexts(child);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    ReadTexts(member.Value);
                }

                break;
        }
    }

    [Fact]
    public void A_string_within_a_string_is_read_as_by_the_framework()
    {
        string[] pieces =
        [
            "\\\"", "\\\"", "\\\"", "{\\\"S\\\":\\\"x\\\"},", "{\\\"S\\\":\\\"x\\\"},",
            "\\\\", "\\\\\\\"", "\\n", "\\u0041", "\u00F8", "\u0001", "\"", "\\", "\\x",
        ];
        var escapes = Gen.Int[0, pieces.Length - 1].Select(index => pieces[index]);
        var text = Gen.OneOf(escapes, Gen.String[Gen.Char['a', 'z'], 0, 70], Gen.String[Gen.Char['a', 'z'], 0, 8]);
        text.List[0, 60].Select(static pieces => "\"" + string.Concat(pieces) + "\"").Sample(static json =>
        {
            var utf8 = Encoding.UTF8.GetBytes(json);
            var destination = new byte[utf8.Length];
            var cursor = new JsonCursor(utf8);
            var isRead = cursor.TryReadString(destination, out var written) && cursor.IsAtEnd();

            Assert.Equal(TextOf(utf8), isRead ? Encoding.UTF8.GetString(destination, 0, written) : null);
        });
    }

    private static string? TextOf(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize<string>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
