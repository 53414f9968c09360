using System.Text;
using Fw24.Changes.Reading;

namespace Fw24.Runtime.Tests.Fuzzing;

/// <summary>An old image that is read with the help of the new one is read, or refused, as it is without.</summary>
[Trait("Category", "Fuzz")]
public sealed class TwinImageTests
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
        WithMore(62),
        WithMore(70),
    ];

    [Fact]
    public void An_image_is_judged_as_it_is_without_its_twin()
    {
        var (passed, all) = (0, 0);
        foreach (var seed in FuzzSeeds.Share(4))
        {
            all++;
            var random = new Random(seed);
            var twin = s_images[seed % s_images.Length];
            var bytes = Encoding.UTF8.GetBytes(twin);
            var image = Encoding.UTF8.GetString(new JsonMutator(random).Mutate(bytes, bytes));

            // With the key between the two images, the second one is read like any.
            var with = Read($$"""{"Keys":{{Key}},"NewImage":{{twin}},"OldImage":{{image}},"SequenceNumber":"100"}""");
            var without = Read($$"""{"NewImage":{{twin}},"Keys":{{Key}},"OldImage":{{image}},"SequenceNumber":"100"}""");

            Assert.True(Texts(with) == Texts(without), $"Seed {seed}: {image}\n{Texts(with)}\n{Texts(without)}");
            passed += with[0].Fault is null && !with[0].OldImage.IsAbsent ? 1 : 0;
        }

        Assert.True(all < 100 || passed > all / 10, $"Only {passed} images were sound.");
    }

    [Theory]
    [InlineData("""{"OrderId":{"S":"ord-1"},"Part":{"S":"order"},"A":{"S":"2"},"B":{"S":"2"}}""", true)]
    [InlineData("""{"OrderId":{"S":"ord-1"},"Part":{"S":"order"},"A":{"S":"1"},"B":{"N":"x"}}""", false)]
    [InlineData("""{"OrderId":{"S":"ord-1"},"Part":{"S":"order"},"A":{"S":"1"},"A":{"S":"2"}}""", false)]
    [InlineData("""{"OrderId":{"S":"ord-1"},"Part":{"S":"order"},"A":{"S":"1"},"B":{"S":"2"},"A":{"S":"1"}}""", false)]
    [InlineData("""{"OrderId":{"S":"ord-1"},"Part":{"S":"order"},"A":{"S":"1"}}""", true)]
    [InlineData("""{"OrderId":{"S":"ord-2"},"Part":{"S":"order"},"A":{"S":"1"},"B":{"S":"2"}}""", false)]
    [InlineData("""[,"OrderId":{"S":"ord-1"},"Part":{"S":"order"},"A":{"S":"1"},"B":{"S":"2"}}""", false)]
    public void An_image_beside_its_twin_is_sound_or_not(string image, bool isSound)
    {
        const string Twin = """{"OrderId":{"S":"ord-1"},"Part":{"S":"order"},"A":{"S":"1"},"B":{"S":"2"}}""";

        var record = Read($$"""{"Keys":{{Key}},"NewImage":{{Twin}},"OldImage":{{image}},"SequenceNumber":"100"}""")[0];

        Assert.Equal(isSound, record.Fault is null);
    }

    // The places of 64 attributes are noted.
    private static string WithMore(int count)
    {
        var more = string.Join(',', Enumerable.Range(0, count).Select(static n => $"\"a{n}\":{{\"N\":\"{n}\"}}"));
        return $$"""{"OrderId":{"S":"ord-1"},"Part":{"S":"order"},{{more}}}""";
    }

    private static IReadOnlyList<StreamRecord> Read(string data)
        => StreamBatch.Read(Encoding.UTF8.GetBytes($$"""{"Records":[{"eventID":"e-1","eventName":"MODIFY","dynamodb":{{data}}}]}"""));

    private static string Texts(IReadOnlyList<StreamRecord> records) => string.Join('\n', records.Select(static record
        => $"{record.Fault} {Text(record.Keys)} {Text(record.NewImage)} {Text(record.OldImage)}"));

    private static string Text(in ItemImage image) => Encoding.UTF8.GetString(image.Json.Span);
}
