using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using CsCheck;
using Fw24.Items;
using Fw24.Messages;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Publishing;

public sealed class MessageGroupsTests
{
    private static readonly MessageGroups s_groups = new(TestTables.Keyed());

    private static readonly string[] s_numbers = ["1", "1.0", "1e0", "+1", "0.1e1", "10", "1e1", "-1", "0", "-0", "0.00"];

    private static readonly Gen<string> s_value = Gen.OneOf(
        Gen.String[Gen.Char["ab1 é\"\\\0"], 0, 4].Select(static text => $$"""{"S":{{JsonSerializer.Serialize(text)}}}"""),
        Gen.Int[0, s_numbers.Length - 1].Select(static number => $$"""{"N":"{{s_numbers[number]}}"}"""),
        Gen.Byte.Array[0, 3].Select(static bytes => $$"""{"B":"{{Convert.ToBase64String(bytes)}}"}"""));

    [Fact]
    public void H05_parts_are_told_apart() => AssertDiffer(("""{"S":"a"}""", """{"S":"bc"}"""), ("""{"S":"ab"}""", """{"S":"c"}"""));

    [Fact]
    public void H05_types_are_told_apart()
    {
        AssertDiffer(("""{"N":"1"}""", """{"S":"x"}"""), ("""{"S":"1"}""", """{"S":"x"}"""));
        AssertDiffer(("""{"B":"YQ=="}""", """{"S":"x"}"""), ("""{"S":"a"}""", """{"S":"x"}"""));
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("1e0")]
    [InlineData("+1")]
    [InlineData("0.1E1")]
    [InlineData("01")]
    public void H05_one_number_is_one_key_however_it_is_written(string text)
        => Assert.Equal(Group("""{"N":"1"}""", """{"S":"x"}"""), Group($$"""{"N":"{{text}}"}""", """{"S":"x"}"""));

    [Fact]
    public void H05_escapes_and_the_order_of_members_do_not_matter()
        => Assert.Equal(
            Group("""{"S":"a"}""", """{"S":"é"}"""),
            s_groups.Of(Image("""{ "b" : {"S":"\u00e9"}, "\u0061" : { "S" : "\u0061" } }""")));

    [Fact]
    public void H05_tables_are_told_apart()
        => Assert.NotEqual(Group("""{"S":"a"}""", """{"S":"b"}"""), new MessageGroups(TestTables.Keyed("u")).Of(Image("""{"a":{"S":"a"},"b":{"S":"b"}}""")));

    [Fact]
    public void H05_two_keys_are_of_one_group_only_when_they_are_one_key()
        => Gen.Select(s_value, s_value, s_value, s_value).Sample(static (a1, b1, a2, b2) =>
            (Group(a1, b1) == Group(a2, b2)) == (AreEqual(a1, a2) && AreEqual(b1, b2)), iter: 20_000);

    [Fact]
    public void H05_an_id_is_legal_and_names_the_hash()
        => Gen.Select(s_value, s_value).Sample(static (a, b) =>
        {
            var group = Group(a, b);
            Span<byte> id = stackalloc byte[MessageGroup.IdLength];
            group.WriteId(id);
            var text = Encoding.ASCII.GetString(id);
            Assert.Matches("^[A-Za-z0-9_-]{22}$", text);
            Assert.Equal(group.Hash, BinaryPrimitives.ReadUInt128BigEndian(Base64Url.DecodeFromChars(text)));
        }, iter: 500);

    [Fact]
    public void An_id_is_the_documented_hash()
    {
        // T, length 1, "t"; S, length 1, "x"; N, length 2, "12".
        byte[] input = [(byte)'T', 0, 0, 0, 1, (byte)'t', (byte)'S', 0, 0, 0, 1, (byte)'x', (byte)'N', 0, 0, 0, 2, (byte)'1', (byte)'2'];

        Assert.Equal(new MessageGroup(XxHash128.HashToUInt128(input)), Group("""{"S":"x"}""", """{"N":"12.0"}"""));
    }

    [Fact]
    public void A_key_longer_than_the_stack_allows_is_hashed_whole()
    {
        var text = new string('k', 10_000);
        Assert.NotEqual(Group($$"""{"S":"{{text}}"}""", """{"S":"x"}"""), Group($$"""{"S":"{{text}}k"}""", """{"S":"x"}"""));
        Assert.Equal(Group($$"""{"S":"{{text}}"}""", """{"S":"x"}"""), Group($$"""{"S":"{{text}}"}""", """{"S":"x"}"""));
    }

    [Theory]
    [InlineData("""{"b":{"S":"x"}}""", "Stream record.dynamodb.Keys.a: expected an attribute of the table's key, found no attribute of that name.")]
    [InlineData("""{"a":{"BOOL":true},"b":{"S":"x"}}""", "Stream record.dynamodb.Keys.a: expected a string (S), number (N) or binary (B), found a boolean (BOOL).")]
    [InlineData("""{"a":{"S":"secret"},"b":{"N":"secret"}}""", "Stream record.dynamodb.Keys.b: expected a DynamoDB number, found another text.")]
    [InlineData("""{"a":{"S":"secret"},"b":{"B":"secret"}}""", "Stream record.dynamodb.Keys.b: expected base64, found another text.")]
    public void H29_an_invalid_key_is_refused_without_its_value(string keys, string message)
        => Assert.Equal(message, Assert.Throws<ItemFormatException>(() => s_groups.Of(Image(keys))).Message);

    private static bool AreEqual(string left, string right)
        => AttributeEquality.AreEqual(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    private static void AssertDiffer((string A, string B) left, (string A, string B) right)
        => Assert.NotEqual(Group(left.A, left.B), Group(right.A, right.B));

    private static MessageGroup Group(string a, string b)
        => s_groups.Of(Image(string.Create(CultureInfo.InvariantCulture, $$"""{"a":{{a}},"b":{{b}}}""")));

    private static ItemImage Image(string json) => new(Encoding.UTF8.GetBytes(json));
}
