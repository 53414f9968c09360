using System.Text;
using CsCheck;
using Fw24.Json;
using Fw24.Runtime.Tests.Harness;

namespace Fw24.Runtime.Tests.Records;

/// <summary>Valid JSON is skipped by its brackets alone, and that must end where reading it ends.</summary>
public sealed class JsonCursorTrustedTests
{
    [Theory]
    [InlineData("""{"S":"x"}""")]
    [InlineData("""{"S":"}{\"]["}""")]
    [InlineData("""{"M":{"a":{"S":"}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}"},"b":{"L":[]}}}""")]
    [InlineData("""{"L":[{"N":"1"},{"L":[{"M":{}}]},{"SS":["{","[","]","}"]}]}""")]
    [InlineData("""{"NULL":true}""")]
    public void A_value_ends_with_its_own_brace(string value)
    {
        // Regardless of what follows.
        foreach (var rest in new[] { "", "}", ",\"next\":{\"S\":\"{\"}}", new string('}', 200) })
        {
            var cursor = new JsonCursor(Encoding.UTF8.GetBytes(value + rest));
            cursor.SkipValidatedValue();

            Assert.Equal(value.Length, cursor.Position);
        }
    }

    [Fact]
    public void Any_item_is_skipped_as_when_it_is_read()
        => Seeded.ForAll(Gen.Select(RandomItems.Item, Gen.Int), 2000, static draw =>
        {
            var (item, seed) = draw;
            var json = Encoding.UTF8.GetBytes(ModelJson.Write(item, seed % 2 == 0 ? null : new Random(seed)));
            var sound = new JsonCursor(json);
            var read = new JsonCursor(json);

            sound.SkipValidatedValue();
            Assert.True(read.TrySkipValue());

            Assert.Equal(read.Position, sound.Position);
        });

    [Fact]
    public void Members_are_skipped_up_to_any_place()
        => Seeded.ForAll(Gen.Select(RandomItems.Item, Gen.Int), 500, static draw =>
        {
            var (item, seed) = draw;
            var json = Encoding.UTF8.GetBytes(ModelJson.Write(item, seed % 2 == 0 ? null : new Random(seed)));
            var ends = Ends(json);
            for (var place = ends[0]; place <= json.Length; place++)
            {
                var cursor = new JsonCursor(json);
                cursor.TryEnterObject();
                cursor.SkipMembersUpTo(place);

                Assert.Equal(ends.Last(end => end <= place), cursor.Position);
            }
        });

    /// <summary>The positions after the opening brace and after each member.</summary>
    private static List<int> Ends(byte[] json)
    {
        var cursor = new JsonCursor(json);
        cursor.TryEnterObject();
        var ends = new List<int> { cursor.Position };
        while (cursor.TryNextMember(out _))
        {
            Assert.True(cursor.TrySkipValue());
            ends.Add(cursor.Position);
        }

        return ends;
    }
}
