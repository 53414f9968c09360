using System.Text.Json;
using CsCheck;
using Fw24.Messages;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Publishing;

public sealed class ChangedNamesTests
{
    [Theory]
    [InlineData("""{"A":{"S":"1"},"B":{"S":"1"}}""", """{"A":{"S":"1"},"B":{"S":"2"}}""", """["B"]""")]
    [InlineData("""{"A":{"S":"1"},"B":{"S":"1"}}""", """{"B":{"S":"2"},"A":{"S":"1"}}""", """["B"]""")]
    [InlineData("""{"A":{"S":"1"}}""", """{"A":{"S":"1"},"B":{"S":"2"}}""", """["B"]""")]
    [InlineData("""{"A":{"S":"1"},"B":{"S":"2"}}""", """{"B":{"S":"2"}}""", """["A"]""")]
    [InlineData("""{"A":{"S":"1"},"B":{"S":"2"},"C":{"S":"3"}}""", """{"X":{"S":"1"},"C":{"S":"4"},"B":{"S":"2"}}""", """["A","C","X"]""")]
    [InlineData("""{"A":{"N":"1"},"B":{"SS":["x","y"]}}""", """{"A":{"N":"1.0"},"B":{"SS":["y","x"]},"C":{"NULL":true}}""", """["C"]""")]
    [InlineData("""{"A":{"NULL":true}}""", """{"A":{"S":"x"}}""", """["A"]""")]
    [InlineData("""{"\u0041":{"S":"1"},"B":{"S":"1"}}""", """{"B":{"S":"1"},"A":{"S":"2"}}""", """["\u0041"]""")]
    [InlineData("""{"a\"b":{"S":"1"}}""", """{"a\"b":{"S":"2"}}""", """["a\"b"]""")]
    public void Names_of_attributes_that_differ(string old, string @new, string changed)
        => Assert.Equal(changed, Changed(old, @new));

    [Theory]
    [InlineData("""{ "gone":{"S":"1"}}""", """{"new":{"S":"1"}}""", """["gone","new"]""")]
    [InlineData("""{"gone":{"S":"1"}}""", "{\n\t\"new\":{\"S\":\"1\"}}", """["gone","new"]""")]
    [InlineData("{\r\n\"gone\" : {\"S\":\"1\"} }", """{  "new":{"S":"1"} }""", """["gone","new"]""")]
    [InlineData("""{ "a":{"S":"1"},"b":{"S":"1"}}""", """{"b":{"S":"1"},"a":{"S":"1"}}""", """["*"]""")]
    [InlineData("""{"a":{"S":"1"},"b":{"S":"1"}}""", """{ "b":{"S":"1"},"a":{"S":"1"}}""", """["*"]""")]
    [InlineData("""{ "a":{"S":"1"},"b":{"S":"1"}}""", """{ "b":{"S":"2"},"a":{"S":"1"}}""", """["b"]""")]
    [InlineData("""{ "m":{"M":{ "x":{"L":[ {"S":"1"} ]},"y":{"S":"1"}}}}""", """{ "m":{"M":{ "y":{"S":"1"},"x":{"L":[ {"S":"1"}]}}}}""", """["*"]""")]
    public void Fuzz3_white_space_after_a_brace_changes_nothing(string old, string @new, string changed)
    {
        Assert.Equal(changed, Changed(old, @new));

        // The key comes first in the images above; here each image begins as given.
        Assert.Equal(changed, ChangeMessageWriterTests.Write(TestRecord.Change("a", 1, 1) with { OldImage = WithKeyLast(old), NewImage = WithKeyLast(@new) }).Changed);
    }

    [Fact]
    public void Fuzz3_names_are_the_same_however_each_image_is_written()
        => Seeded.ForAll(Gen.Select(RandomItems.Change, Gen.Int), 3000, static draw =>
        {
            var ((old, @new), seed) = draw;
            var random = new Random(seed);
            if (old.Values.Count == 0 || @new.Values.Count == 0)
            {
                return;
            }

            var (plainOld, plainNew) = (ModelJson.Write(old, random: null), ModelJson.Write(@new, random: null));
            var expected = Names(plainOld, plainNew);

            Assert.Equal(expected, Names(ModelJson.Write(old, random), plainNew));
            Assert.Equal(expected, Names(plainOld, ModelJson.Write(@new, random)));
            Assert.Equal(expected, Names(ModelJson.Write(old, random), ModelJson.Write(@new, random)));
        });

    [Fact]
    public void Without_a_difference_everybody_is_to_look()
        => Assert.Equal("""["*"]""", Changed("""{"A":{"N":"1"}}""", """{"A":{"N":"1.0"}}"""));

    [Theory]
    [InlineData("INSERT")]
    [InlineData("REMOVE")]
    public void An_insert_and_a_removal_concern_everybody(string eventName)
        => Assert.Equal("""["*"]""", ChangeMessageWriterTests.Write(TestRecord.Change("a", 1, 1) with { EventName = eventName }).Changed);

    [Fact]
    public void Without_both_images_everybody_is_to_look()
    {
        Assert.Equal("""["*"]""", ChangeMessageWriterTests.Write(TestRecord.Change("a", 1, 1) with { OldImage = null }).Changed);
        Assert.Equal("""["*"]""", ChangeMessageWriterTests.Write(TestRecord.Change("a", 1, 1) with { NewImage = null }).Changed);
    }

    [Theory]
    [InlineData(ChangedNames.MaxLength - 4, false)]
    [InlineData(ChangedNames.MaxLength - 3, true)]
    public void Names_that_do_not_fit_become_a_star(int nameLength, bool isStar)
    {
        // ["…"]: four bytes in addition to the name, and MaxLength in total.
        var name = new string('n', nameLength);
        var changed = Changed($$$"""{"{{{name}}}":{"S":"1"}}""", $$$"""{"{{{name}}}":{"S":"2"}}""");

        Assert.Equal(isStar ? """["*"]""" : $"[\"{name}\"]", changed);
    }

    [Fact]
    public void A_hundred_thousand_attributes_out_of_order_take_no_quadratic_time()
    {
        var names = Enumerable.Range(0, 100_000).ToArray();
        var old = string.Join(',', names.Select(static i => $$$"""{"a{{{i}}}":{"S":""}}"""[1..^1]));
        var @new = string.Join(',', names.Reverse().Select(static i => $$$"""{"a{{{i}}}":{"S":"{{{(i == 7 ? "x" : "")}}}"}}"""[1..^1]));

        Assert.Equal("""["a7"]""", Changed($"{{{old}}}", $"{{{@new}}}"));
    }

    [Fact]
    public void Any_two_images_name_exactly_what_differs()
    {
        var image = Gen.Dictionary(Gen.Char['A', 'F'].Select(static name => name.ToString()), Gen.Int[0, 2])[0, 6];
        Gen.Select(image, image, Gen.Int[0, int.MaxValue]).Sample(static (old, @new, seed) =>
        {
            var dice = new Random(seed);
            var expected = old.Keys.Union(@new.Keys).Where(name => !old.TryGetValue(name, out var l) || !@new.TryGetValue(name, out var r) || l != r).Order().ToArray();

            var changed = JsonSerializer.Deserialize<string[]>(Changed(Json(old, dice), Json(@new, dice)))!;

            Assert.Equal(expected.Length == 0 ? ["*"] : expected, changed.Order());
        }, iter: 2000);
    }

    [Fact]
    public void Images_side_by_side_name_what_images_in_any_order_name()
        => Seeded.ForAll(Gen.Select(RandomItems.Change, Gen.Int), 1000, static draw =>
        {
            var ((old, @new), seed) = draw;
            var random = new Random(seed);
            if (@new.Values.Count == 0)
            {
                return;
            }

            var ordered = Changed(ModelJson.Write(old, random: null), ModelJson.Write(@new, random: null));
            var shuffled = Changed(ModelJson.Write(old, random).Trim(), ModelJson.Write(@new, random).Trim());

            Assert.Equal(JsonSerializer.Deserialize<string[]>(shuffled)!.Order(), JsonSerializer.Deserialize<string[]>(ordered)!.Order());
        });

    private static IEnumerable<string> Names(string old, string @new)
        => JsonSerializer.Deserialize<string[]>(ChangeMessageWriterTests.Write(TestRecord.Change("a", 1, 1) with { OldImage = WithKeyLast(old), NewImage = WithKeyLast(@new) }).Changed)!.Order();

    private static string Json(Dictionary<string, int> image, Random dice)
        => $"{{{string.Join(',', image.OrderBy(_ => dice.Next()).Select(static pair => $$$""" "{{{pair.Key}}}":{"N":"{{{pair.Value}}}"}"""))}}}";

    // The key is part of every image.
    private static string Changed(string old, string @new)
        => ChangeMessageWriterTests.Write(TestRecord.Change("a", 1, 1) with { OldImage = WithKey(old), NewImage = WithKey(@new) }).Changed;

    private static string WithKey(string image) => image is "{}" ? """{"OrderId":{"S":"a"}}""" : """{"OrderId":{"S":"a"},""" + image[1..];

    private static string WithKeyLast(string image) => image.Trim()[..^1] + ""","OrderId":{"S":"a"}}""";
}
