using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Fw24.Changes;
using Fw24.Json;
using Fw24.Messages;
using Fw24.Messages.Redactors;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Publishing;

/// <summary>S7: the values that keyed hashes distinguish, and the keys that make them.</summary>
public sealed class HmacTests
{
    private const string Value = "ana@é";

    private static readonly byte[] s_key = SHA256.HashData("key"u8);
    private static readonly byte[] s_other = SHA256.HashData("other"u8);

    private static readonly TableModel s_shop = TestTables.Shop(
        order: [new("Email", Redaction.Hmac), new("Phone", Redaction.Hmac), new("Contact", Redaction.Hmac, "email")],
        note: [new("Email", Redaction.Hmac), new("Writer", Redaction.Hmac, "email"), new("Reader", Redaction.Hmac, "readers")]);

    private static readonly TableModel s_orders = TestTables.Orders(sensitive: [new("Email", Redaction.Hmac), new("Contact", Redaction.Hmac, "email")]);

    private static string Two { get; } = $$$"""{"current":"k2","keys":{"k1":"{{{Convert.ToBase64String(s_key)}}}","k2":"{{{Convert.ToBase64String(s_other)}}}"}}""";

    [Fact]
    public void S7_a_hash_is_the_documented_one()
    {
        var own = Hmac(Hmac(Hmac(Hmac(s_key, "table:shop"), "entity:Order"), "attribute:Email"), "S:" + Value);
        var scoped = Hmac(Hmac(s_key, "scope:email"), "S:" + Value);

        Assert.Equal("hmac:k1:" + Base64Url.EncodeToString(own), Mark(s_shop, "Order", "Email"));
        Assert.Equal("hmac:k1:" + Base64Url.EncodeToString(scoped), Mark(s_shop, "Order", "Contact"));
    }

    [Fact]
    public void S7_equal_values_of_another_attribute_entity_or_table_have_another_hash()
    {
        string[] marks = [Mark(s_shop, "Order", "Email"), Mark(s_shop, "Order", "Phone"), Mark(s_shop, "Note", "Email"), Mark(s_orders, "Order", "Email"), Mark(s_shop, "Note", "Reader"), Mark(s_shop, "Note", "Writer")];

        Assert.Equal(marks.Length, marks.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Mark(s_shop, "Order", "Email"), Mark(s_shop, "Order", "Email"));
    }

    [Fact]
    public void S7_equal_values_of_one_scope_have_one_hash()
        => Assert.Single(new[] { Mark(s_shop, "Order", "Contact"), Mark(s_shop, "Note", "Writer"), Mark(s_orders, "Order", "Contact") }.Distinct(StringComparer.Ordinal));

    [Fact]
    public void S7_names_that_run_together_are_not_the_same()
    {
        static string One(string table, string entity, string attribute) => Convert.ToBase64String(KeyedHash.KeyOf(
            s_key, new TableModel { Name = table, PartitionKey = new KeyAttribute("Pk", KeyType.String), Entities = [] }, TestTables.Entity(entity), new SensitiveAttributeModel(attribute, Redaction.Hmac)));

        Assert.Equal(4, new[] { One("ab", "c", "d"), One("a", "bc", "d"), One("a", "b", "cd"), One("a", "bentity:c", "d") }.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void S7_marks_are_made_with_the_current_key_and_name_it()
    {
        Assert.StartsWith("hmac:k2:", Mark(s_shop, "Order", "Email", Two), StringComparison.Ordinal);
        Assert.StartsWith("hmac:k1:", Mark(s_shop, "Order", "Email", Two.Replace("\"current\":\"k2\"", "\"current\":\"k1\"", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void S7_a_key_that_was_the_only_one_keeps_its_marks_as_k1_of_several()
        => Assert.Equal(Mark(s_shop, "Order", "Email"), Mark(s_shop, "Order", "Email", Two.Replace("\"current\":\"k2\"", "\"current\":\"k1\"", StringComparison.Ordinal)));

    [Fact]
    public void S7_the_marks_of_a_value_can_be_looked_for_under_every_key_and_in_the_form_before()
    {
        var app = TestTables.App(s_shop);
        var order = s_shop.Entities.Single(static entity => entity.Name == "Order");
        var keys = HmacKeySet.Parse(Two);

        var marks = keys.MarksOf(app, order, "Email", Value);

        Assert.Equal(["k2", "k1"], keys.Ids);
        Assert.Equal(
            [
                Mark(s_shop, "Order", "Email", Two),
                Mark(s_shop, "Order", "Email"),
                "hmac:" + Base64Url.EncodeToString(Hmac(s_other, "S:" + Value)),
                "hmac:" + Base64Url.EncodeToString(Hmac(s_key, "S:" + Value)),
            ],
            marks);
        Assert.All(marks, static mark => Assert.True(RedactionMark.Is(Encoding.UTF8.GetBytes($$"""{"S":"{{mark}}"}"""))));
        Assert.Throws<ArgumentException>(() => keys.MarksOf(app, order, "Pk", Value));
        Assert.Throws<ArgumentException>(() => keys.MarksOf(app, TestTables.Order, "Email", Value));
    }

    [Fact]
    public void S7_secrets_of_either_form_are_read()
    {
        Assert.Equal(["k1"], HmacKeySet.Parse(Convert.ToBase64String(s_key)).Ids);
        Assert.Equal(["k1"], HmacKeySet.Parse(Convert.ToBase64String(s_key) + "\n").Ids);
        Assert.Equal(["A-_z0", "k1", "k2"], HmacKeySet.Parse(" \n" + Two.Replace("\"k2\":", "\"A-_z0\":", StringComparison.Ordinal).Replace("\"current\":\"k2\"", "\"current\":\"A-_z0\"", StringComparison.Ordinal).Replace("}}", $",\"k2\":\"{Convert.ToBase64String(s_key)}\"}}}} ", StringComparison.Ordinal)).Ids);
    }

    public static TheoryData<string> Malformed
    {
        get
        {
            var key = Convert.ToBase64String(s_key);
            return
            [
                "", " ", "Canary!", Convert.ToBase64String(s_key.AsSpan(1)), "{", "{}", "[]", $"[\"{key}\"]", $"\"{key}\"", "null",
                """{"current":"k1"}""",
                $$$"""{"keys":{"k1":"{{{key}}}"}}""",
                $$$"""{"current":"k2","keys":{"k1":"{{{key}}}"}}""",
                """{"current":"k1","keys":{}}""",
                $$$"""{"current":"k1","keys":["{{{key}}}"]}""",
                $$$"""{"current":"k1","keys":"{{{key}}}"}""",
                $$$"""{"current":1,"keys":{"k1":"{{{key}}}"}}""",
                $$$"""{"current":null,"keys":{"k1":"{{{key}}}"}}""",
                $$$"""{"current":"k1","keys":{"k1":"{{{key}}}"}} x""",
                $$$"""{"current":"k1","keys":{"k1":"{{{key}}}"}}{}""",
                $$$"""{"current":"k1","keys":{"k1":"{{{key}}}"},"Canary":1}""",
                $$$"""{"current":"k1","current":"k1","keys":{"k1":"{{{key}}}"}}""",
                $$$"""{"current":"k1","keys":{"k1":"{{{key}}}"},"keys":{"k2":"{{{key}}}"}}""",
                $$$"""{"current":"k1","keys":{"k1":"{{{key}}}","k1":"{{{key}}}"}}""",
                """{"current":"k1","keys":{"k1":"Canary"}}""",
                """{"current":"k1","keys":{"k1":{"Canary":1} }}""",
                $$$"""{"current":"","keys":{"":"{{{key}}}"}}""",
                $$$"""{"current":"k:1","keys":{"k:1":"{{{key}}}"}}""",
                $$$"""{"current":"ké","keys":{"ké":"{{{key}}}"}}""",
                $$$"""{"current":"\ud800","keys":{"k1":"{{{key}}}"}}""",
                $$$"""{"current":"k1","keys":{"\ud800":"{{{key}}}"}}""",
                $$$"""{"current":"aaaaaaaaaaaaaaaaa","keys":{"aaaaaaaaaaaaaaaaa":"{{{key}}}"}}""",
            ];
        }
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void S7_a_malformed_secret_is_refused_and_not_shown(string secret)
    {
        var error = Assert.Throws<FormatException>(() => HmacKeySet.Parse(secret));

        Assert.Null(error.InnerException);
        Assert.DoesNotContain("Canary", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(s_key), error.Message, StringComparison.Ordinal);
    }

    // The stream processor's replacement for the value.
    private static string Mark(TableModel table, string entity, string attribute, string? secret = null)
    {
        var type = table.Discriminator is null ? "" : $$$"""{"entityType":{"S":"{{{entity}}}"},"""[1..];
        var image = "{" + type + $$$"""{"{{{attribute}}}":{"S":"ana@\u00e9"}}"""[1..];
        var data = Encoding.UTF8.GetBytes("{\"NewImage\":" + image + "}");
        var redactor = Redactor.Create(table, HmacKeySet.Parse(secret ?? Convert.ToBase64String(s_key)));
        using var output = new MessageBuffer(1);
        redactor.Redact(new StreamRecord { Json = data, Data = data, NewImage = new ItemImage(data.AsMemory(12, data.Length - 13)) }, new SensitivePlace[redactor.PlaceCount]).WriteData(output);
        var text = Encoding.UTF8.GetString(output.Written(output.Since(0)));
        var start = text.IndexOf("hmac:", StringComparison.Ordinal);
        return text[start..text.IndexOf('"', start)];
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
