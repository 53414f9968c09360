using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fw24.Generators.Tests.Entities;
using Fw24.Items;
using Fw24.Model;

namespace Fw24.Generators.Tests;

/// <summary>Round trips through generated codecs.</summary>
public sealed class CodecTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Values_of_every_type_come_back(int seed)
    {
        output.WriteLine($"seed {seed}");
        var entities = new RandomEntities(new Random(seed));
        for (var count = 0; count < 250; count++)
        {
            var written = entities.AllTypes();
            var item = ItemWriter.ToItem(written, AllTypesCodec.Write);

            var read = Read(item, AllTypesCodec.Model);

            Assert.Empty(new AllTypesChanges(written, read));
            Assert.True(JsonNode.DeepEquals(Json(written), Json(read)));
            Assert.Equal(written.DateTimeOffset.Offset, read.DateTimeOffset.Offset);
            Assert.Equal(written.DateTime.Kind, read.DateTime.Kind);
            Assert.True(AttributeEquality.AreEqual(Map(item), Map(ItemWriter.ToItem(read, AllTypesCodec.Write))));
        }
    }

    [Fact]
    public void H24_a_missing_attribute_leaves_what_the_class_says()
    {
        var read = Read("""{"Id":{"S":"1"}}""", DefaultsCodec.Model);

        Assert.Equal("kept", read.Kept);
        Assert.Equal("kept", read.KeptBySetter);
        Assert.Equal(7, read.KeptNumber);
        Assert.Equal("kept", read.KeptOrNull);
        Assert.Equal(7, read.KeptNumberOrNull);
        Assert.Equal(["kept"], read.KeptList);
        Assert.Equal(["kept"], read.KeptSet);
        Assert.Equal(new Page<int> { Value = 1 }, read.KeptPage);
        Assert.Null(read.Null);
        Assert.Equal(0, read.Zero);
        Assert.Empty(read.EmptySet);
        Assert.Equal("private", read.Private);
        Assert.Null(read.PrivateOrNull);
    }

    [Fact]
    public void What_is_there_replaces_what_the_class_says()
    {
        var written = new Defaults
        {
            Id = "1",
            Kept = "new",
            KeptBySetter = "new",
            KeptNumber = 8,
            KeptOrNull = null,
            KeptNumberOrNull = null,
            KeptList = [],
            KeptSet = [],
            KeptPage = new() { Value = 2, Size = 20, Next = null },
            EmptySet = ["x"],
        };
        written.MakePrivate("new");

        var read = Read(ItemWriter.ToItem(written, DefaultsCodec.Write), DefaultsCodec.Model);

        Assert.Empty(new DefaultsChanges(written, read));
        Assert.Equal(("new", "new", 8), (read.Kept, read.KeptBySetter, read.KeptNumber));
        Assert.Null(read.KeptOrNull);
        Assert.Null(read.KeptNumberOrNull);
        Assert.Empty(read.KeptList);
        Assert.Empty(read.KeptSet);
        Assert.Equal(new Page<int> { Value = 2, Size = 20, Next = null }, read.KeptPage);
        Assert.Equal(("new", "new"), (read.Private, read.PrivateOrNull));
    }

    [Fact]
    public void A_null_is_never_written_into_a_key_of_an_index()
    {
        var written = new Sparse("1", owner: null) { State = null, Rank = null, Note = null };
        var item = ItemWriter.ToItem(written, SparseCodec.Write);
        var read = Read(item, SparseCodec.Model);

        // DynamoDB rejects NULL there; elsewhere NULL distinguishes null from absent.
        Assert.Equal("""{"Id":{"S":"1"},"Note":{"NULL":true}}""", Text(item));
        Assert.Equal((null, null, null, null), (read.Owner, read.State, read.Rank, read.Note));
    }

    [Fact]
    public void A_key_of_an_index_that_is_absent_stays_absent()
    {
        var read = Read("""{"Id":{"S":"1"}}""", SparseCodec.Model);

        Assert.Equal((null, null, null, "none"), (read.Owner, read.State, read.Rank, read.Note));
        Assert.Equal("""{"Id":{"S":"1"},"Note":{"S":"none"}}""", Text(ItemWriter.ToItem(read, SparseCodec.Write)));
    }

    [Fact]
    public void A_key_of_an_index_that_is_there_is_read()
    {
        var read = Read("""{"Id":{"S":"1"},"Owner":{"S":"o"},"State":{"S":"s"},"Rank":{"N":"3"}}""", SparseCodec.Model);

        Assert.Equal(("o", "s", 3), (read.Owner, read.State, read.Rank));
    }

    [Fact]
    public void A_computed_property_is_written_when_it_is_asked_for()
    {
        var item = Text(ItemWriter.ToItem(new Defaults { Id = "1", EmptySet = [], Ignored = "secret" }, DefaultsCodec.Write));

        Assert.Contains("\"computed\":{\"S\":\"1#0\"}", item, StringComparison.Ordinal);
        Assert.DoesNotContain("Unasked", item, StringComparison.Ordinal);
        Assert.DoesNotContain("Ignored", item, StringComparison.Ordinal);
    }

    [Fact]
    public void H24_a_constructor_says_what_a_missing_parameter_is()
    {
        var read = Read("""{"Id":{"S":"1"}}""", ConstructedCodec.Model);

        Assert.Equal(("1", 3, Suit.Hearts, 1.5, "none", "by constructor"), (read.Id, read.Count, read.Suit, read.Rate, read.Note, read.Later));
        Assert.Equal(["default"], read.Words);
    }

    [Fact]
    public void A_constructor_takes_what_is_there()
    {
        var written = new Constructed("1", 4, Suit.Clubs, 2.5, null, ["a", "b"]) { Later = "set" };

        var read = Read(ItemWriter.ToItem(written, ConstructedCodec.Write), ConstructedCodec.Model);

        Assert.Equal(("1", 4, Suit.Clubs, 2.5, null, "set"), (read.Id, read.Count, read.Suit, read.Rate, read.Note, read.Later));
        Assert.Equal(["a", "b"], read.Words);
    }

    [Fact]
    public void Required_members_and_inherited_ones_are_set()
    {
        var promised = Read("""{"Id":{"S":"1"},"Number":{"N":"2"}}""", PromisedCodec.Model);
        var derived = Read("""{"Id":{"S":"1"},"Base":{"S":"other"},"Own":{"N":"5"},"kind":{"S":"stored"}}""", DerivedCodec.Model);

        Assert.Equal(("1", 2), (promised.Id, promised.Number));
        Assert.Equal(("1", "other", 5), (derived.Id, derived.Base, derived.Own));
        Assert.Contains("\"kind\":{\"S\":\"derived\"}", Text(ItemWriter.ToItem(derived, DerivedCodec.Write)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_required_member_that_a_constructor_takes_too_is_set_by_both()
        => Assert.Equal("1", Read("""{"Id":{"S":"1"}}""", TwiceCodec.Model).Id);

    [Fact]
    public void A_struct_keeps_what_it_is_made_with()
    {
        Assert.Equal(new Corner(), Read("""{"Id":{"S":"1"},"Corner":{"M":{}}}""", TwiceCodec.Model).Corner);

        var written = new Twice("1") { Id = "1", Corner = new Corner { X = 7 }.WithY(8) };

        Assert.Equal(written.Corner, Read(ItemWriter.ToItem(written, TwiceCodec.Write), TwiceCodec.Model).Corner);
    }

    [Fact]
    public void A_generic_bases_setters_are_called()
    {
        var written = new Tagged { Id = "1", Value = 2, Names = ["a"] };
        written.Rename("name");

        var read = Read(ItemWriter.ToItem(written, TaggedCodec.Write), TaggedCodec.Model);

        Assert.Equal(("1", "name", 2), (read.Id, read.Name, read.Value));
        Assert.Equal(["a"], read.Names);
        Assert.Null(read.Values);
    }

    [Theory]
    [InlineData("""{"Number":{"N":"2"}}""", "Promised.Id: ")]
    [InlineData("""{"Id":{"S":"1"}}""", "Promised.Number: ")]
    [InlineData("""{"Id":{"N":"1"},"Number":{"N":"2"}}""", "Promised.Id: ")]
    [InlineData("""{"Id":{"S":"1"},"Number":{"NULL":true}}""", "Promised.Number: ")]
    [InlineData("""{"Id":{"S":"1"},"Number":{"N":"2147483648"}}""", "Promised.Number: ")]
    public void H24_what_is_missing_or_of_another_type_is_named(string item, string message)
        => Assert.StartsWith(message, Assert.Throws<ItemFormatException>(() => Read(item, PromisedCodec.Model)).Message, StringComparison.Ordinal);

    [Fact]
    public void H24_attributes_the_class_does_not_know_are_skipped()
        => Assert.Equal("1", Read("""{"Zip":{"M":{"a":{"L":[{"NULL":true}]}}},"Id":{"S":"1"},"id":{"N":"2"},"":{"S":"x"}}""", DefaultsCodec.Model).Id);

    [Theory]
    [InlineData(Suit.Spades, "Spades")]
    [InlineData((Suit)77, "77")]
    public void An_enum_is_stored_by_name(Suit suit, string text)
        => Assert.Contains($$"""{"S":"{{text}}"}""", Text(ItemWriter.ToItem(new Constructed("1", suit: suit), ConstructedCodec.Write)), StringComparison.Ordinal);

    [Fact]
    public void An_alias_of_an_enum_is_read()
        => Assert.Equal(Suit.Spades, Read("""{"Id":{"S":"1"},"Suit":{"S":"Trump"}}""", ConstructedCodec.Model).Suit);

    private static T Read<T>(string item, EntityModel<T> entity)
        where T : class => Read(new ItemImage(Encoding.UTF8.GetBytes(item)), entity);

    private static T Read<T>(ItemImage item, EntityModel<T> entity)
        where T : class
    {
        var reader = new ItemReader(item.Json.Span, entity.Name);
        return entity.Read(ref reader);
    }

    // An independent serialization of an object. The elements of a set are unordered.
    private static JsonObject Json(AllTypes value)
    {
        var json = JsonSerializer.SerializeToNode(value)!.AsObject();
        foreach (var name in json.Select(static property => property.Key).Where(static name => name.Contains("Set", StringComparison.Ordinal)).ToList())
        {
            json[name] = Sorted(json[name]);
        }

        return json;

        static JsonNode? Sorted(JsonNode? node) => node is not JsonArray array
            ? node?.DeepClone()
            : new JsonArray([.. array.Select(Sorted).OrderBy(static element => element?.ToJsonString(), StringComparer.Ordinal)]);
    }

    private static byte[] Map(ItemImage item) => [.. "{\"M\":"u8, .. item.Json.Span, .. "}"u8];

    private static string Text(ItemImage item) => Encoding.UTF8.GetString(item.Json.Span);
}
