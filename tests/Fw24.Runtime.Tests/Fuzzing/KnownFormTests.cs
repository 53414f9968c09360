using System.Text;
using System.Text.RegularExpressions;
using Fw24.Changes.Reading;
using Fw24.Json;

namespace Fw24.Runtime.Tests.Fuzzing;

/// <summary>An image that is read with the help of the one before it is read, or refused, as it is without.</summary>
[Trait("Category", "Fuzz")]
public sealed class KnownFormTests
{
    private const string Key = """{"OrderId":{"S":"ord-1"},"Part":{"S":"order"}}""";

    private const string Image =
        """
        {"OrderId":{"S":"ord-1"},"Part":{"S":"order"},"Status":{"S":"Placed"},"Total":{"N":"12.50"},"Paid":{"BOOL":true},
         "Note":{"S":"Åsa \"x\""},"Lines":{"L":[{"M":{"Sku":{"S":"a"},"Quantity":{"N":"1"}}},{"M":{"Sku":{"S":"b"}}},{"NULL":true}]},
         "Tags":{"SS":["a","b"]}, "Sizes":{"NS":["1","2"]},"Photo":{"B":"AQID"},
         "To":{"M":{"City":{"S":"Graz"},"Floors":{"L":[]},"Empty":{"M":{}}}},"Version":{"N":"7"}}
        """;

    // Small ones, in which a mutation strikes where attributes begin and end.
    private static readonly string[] s_images =
    [
        Image.ReplaceLineEndings(""),
        """{"OrderId":{"S":"ord-1"},"Part":{"S":"order"}}""",
        """{"Part":{"S":"order"},"A":{"S":"1"},"B":{"S":"2"},"OrderId":{"S":"ord-1"}}""",
        """{ "OrderId" : {"S":"ord-1"} , "Part" : {"S":"order"} , "\u0041" : {"S":"1"} }""",
        WithMore(94),
        WithMore(95),
    ];

    [Fact]
    public void An_image_is_judged_as_without_the_one_before_it()
    {
        var (passed, all) = (0, 0);
        foreach (var seed in FuzzSeeds.Share(8))
        {
            all++;
            var random = new Random(seed);
            var twin = s_images[seed % s_images.Length];
            var bytes = Encoding.UTF8.GetBytes(twin);
            var image = Encoding.UTF8.GetString(new JsonMutator(random).Mutate(bytes, bytes));

            // An image before the key is no help: it is not known where the key is in it.
            var with = Read($$"""{"Keys":{{Key}},"NewImage":{{twin}},"OldImage":{{image}},"SequenceNumber":"100"}""");
            var without = Read($$"""{"NewImage":{{twin}},"Keys":{{Key}},"OldImage":{{image}},"SequenceNumber":"100"}""");

            Assert.True(Texts(with) == Texts(without), $"Seed {seed}: {image}\n{Texts(with)}\n{Texts(without)}");
            passed += with[0].Fault is null && !with[0].OldImage.IsAbsent ? 1 : 0;
        }

        Assert.True(all < 100 || passed > all / 10, $"Only {passed} images were sound.");
    }

    [Fact]
    public void A_record_is_judged_as_without_those_before_it()
    {
        var (passed, all) = (0, 0);
        foreach (var seed in FuzzSeeds.Share(8))
        {
            all++;
            var random = new Random(seed);
            var form = s_images[seed % s_images.Length];
            var bytes = Encoding.UTF8.GetBytes(WithOtherValues(form, random));
            var image = Encoding.UTF8.GetString(random.Next(4) is 0 ? bytes : new JsonMutator(random).Mutate(bytes, bytes));
            var record = Record($$"""{"Keys":{{Key}},"NewImage":{{image}},"SequenceNumber":"100"}""");
            var before = Record($$"""{"Keys":{{Key}},"NewImage":{{WithOtherValues(form, random)}},"SequenceNumber":"99"}""");

            var with = WithoutIndex(Texts([.. ReadAll($"{before},{before},{record}").Skip(2)]));
            Forget();
            var without = WithoutIndex(Texts(ReadAll(record)));

            Assert.True(with == without, $"Seed {seed}: {record}\n{with}\n{without}");
            passed += without.StartsWith(' ') ? 1 : 0;
        }

        Assert.True(all < 100 || passed > all / 10, $"Only {passed} records were sound.");
    }

    [Theory]
    [InlineData("""{"OrderId":{"S":"ord-1"},"Part":{"S":"order"},"A":{"S":"2"},"B":{"S":"2"}}""", true)]
    [InlineData("""{"OrderId":{"S":"ord-1"},"Part":{"S":"order"},"A":{"S":"1"},"B":{"N":"x"}}""", false)]
    [InlineData("""{"OrderId":{"S":"ord-1"},"Part":{"S":"order"},"A":{"S":"1"},"A":{"S":"2"}}""", false)]
    [InlineData("""{"OrderId":{"S":"ord-1"},"Part":{"S":"order"},"A":{"S":"1"},"B":{"S":"2"},"A":{"S":"1"}}""", false)]
    [InlineData("""{"OrderId":{"S":"ord-1"},"Part":{"S":"order"},"A":{"S":"1"}}""", true)]
    [InlineData("""{"OrderId":{"S":"ord-2"},"Part":{"S":"order"},"A":{"S":"1"},"B":{"S":"2"}}""", false)]
    [InlineData("""[,"OrderId":{"S":"ord-1"},"Part":{"S":"order"},"A":{"S":"1"},"B":{"S":"2"}}""", false)]
    public void An_image_after_another_is_sound_or_not(string image, bool isSound)
    {
        const string Twin = """{"OrderId":{"S":"ord-1"},"Part":{"S":"order"},"A":{"S":"1"},"B":{"S":"2"}}""";

        var record = Read($$"""{"Keys":{{Key}},"NewImage":{{Twin}},"OldImage":{{image}},"SequenceNumber":"100"}""")[0];

        Assert.Equal(isSound, record.Fault is null);
    }

    [Theory]
    [InlineData("""{"B":"BBBB"}""", true)]
    [InlineData("""{"M":{}}""", false)]
    [InlineData("""{"L":[]}""", false)]
    public void A_map_or_list_in_place_of_another_value_may_be_too_deep(string value, bool isSound)
    {
        const int MaxDepth = AttributeTypes.MaxDepth;
        var opening = string.Concat(Enumerable.Repeat("""{"L":[""", MaxDepth));
        var closing = string.Concat(Enumerable.Repeat("]}", MaxDepth));
        string Image(string deepest) => $$"""{"OrderId":{"S":"ord-1"},"Part":{"S":"order"},"A":{{opening}}{{deepest}}{{closing}}}""";

        var before = Image("""{"B":"AAAA"}""");
        var record = Read($$"""{"Keys":{{Key}},"NewImage":{{before}},"OldImage":{{Image(value)}},"SequenceNumber":"100"}""")[0];

        Assert.Equal(isSound, record.Fault is null);
    }

    [Fact]
    public void The_region_of_each_replicated_item_is_found()
    {
        const string Image = """{"OrderId":{"S":"ord-1"},"Part":{"S":"order"},"aws:rep:updateregion":{"S":"eu-west-1"}}""";
        var record = Record($$"""{"Keys":{{Key}},"NewImage":{{Image}},"SequenceNumber":"100"}""");

        Assert.All(ReadAll($"{record},{record},{record}"), static read => Assert.Equal(ChangeOrigin.Replication, read.Origin));
    }

    // The form of 96 values is noted.
    private static string WithMore(int count)
    {
        var more = string.Join(',', Enumerable.Range(0, count).Select(static n => $"\"a{n}\":{{\"N\":\"{n}\"}}"));
        return $$"""{"OrderId":{"S":"ord-1"},"Part":{"S":"order"},{{more}}}""";
    }

    // Mostly of the same form: some other texts, numbers and booleans in place of those of the image, but not in its key.
    private static string WithOtherValues(string image, Random random)
    {
        string[] texts = ["", "x", "Åsa", new('y', 15), new('z', 16), new('z', 63), new('z', 64), new('z', 200), "a\\\"b", "\\u0041"];
        string[] numbers = ["0", "-1.5", "1E5", "99999999999999999999999999999999999999", "007", "+1", "1.50"];
        image = image.Replace("\"Placed\"", $"\"{texts[random.Next(texts.Length)]}\"", StringComparison.Ordinal)
            .Replace("\"a\"", $"\"{texts[random.Next(texts.Length)]}\"", StringComparison.Ordinal)
            .Replace("\"1\"", $"\"{numbers[random.Next(numbers.Length)]}\"", StringComparison.Ordinal)
            .Replace("\"12.50\"", $"\"{numbers[random.Next(numbers.Length)]}\"", StringComparison.Ordinal);
        return random.Next(2) is 0 ? image : image.Replace("\"BOOL\":true", "\"BOOL\":false", StringComparison.Ordinal);
    }

    private static string WithoutIndex(string texts) => Regex.Replace(texts, @"Records\[\d+\]", "Records[]");

    // A thread knows the form of the key and the image that it read last.
    private static void Forget()
        => Assert.Null(Read("""{"Keys":{"Q":{"S":"q"}},"NewImage":{"Q":{"S":"q"},"Z":{"SS":["z"]}},"SequenceNumber":"100"}""")[0].Fault);

    private static IReadOnlyList<StreamRecord> Read(string data) => ReadAll(Record(data));

    private static string Record(string data) => $$"""{"eventID":"e-1","eventName":"MODIFY","dynamodb":{{data}}}""";

    private static IReadOnlyList<StreamRecord> ReadAll(string records)
        => StreamBatch.Read(Encoding.UTF8.GetBytes($$"""{"Records":[{{records}}]}"""));

    private static string Texts(IReadOnlyList<StreamRecord> records) => string.Join('\n', records.Select(static record
        => $"{record.Fault} {Text(record.Keys)} {Text(record.NewImage)} {Text(record.OldImage)}"));

    private static string Text(in ItemImage image) => Encoding.UTF8.GetString(image.Json.Span);
}
