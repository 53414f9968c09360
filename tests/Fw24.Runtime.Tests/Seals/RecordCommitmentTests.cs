using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Fw24.Audit;
using Fw24.Audit.Records;
using Fw24.Audit.Sinks.DynamoDb;
using Fw24.Audit.Trail;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;

namespace Fw24.Runtime.Tests.Seals;

/// <summary>A record keeps its commitment in every store and file, and loses it with any change to what it says.</summary>
public sealed class RecordCommitmentTests
{
    private static readonly TableModel s_table = AuditTable.Model(
        partitionKey: new KeyAttribute("zone", KeyType.String),
        sortKey: new KeyAttribute("Id", KeyType.String),
        sensitive: ["Secret"],
        audit: new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "audit" });

    [Fact]
    public void A_record_keeps_it_wherever_it_was_stored() => Seeded.ForAll(Gen.Select(RandomHistory.All, Gen.Int), 300, static drawn =>
    {
        var (history, random) = (drawn.Item1, new Random(drawn.Item2));
        using var canonical = new AuditLineWriter();
        var layout = AuditItem.Of(s_table, isOwn: false);
        foreach (var (old, @new) in history.Changes)
        {
            var record = RecordOf(old, @new);
            var entry = AuditEntry.Parse(record.Json.Span);
            Assert.Equal(entry.Commitment, record.Commitment);
            Assert.True(entry.KeepsCommitment(canonical), AuditTable.Text(record.Json));

            // DynamoDB preserves no order of attributes and sets, and writes numbers in its own way.
            var item = Shuffle(JsonNode.Parse(layout.Write(entry, null).Json.Span)!, random);
            var stored = AuditEntry.FromItem(AuditTable.ImageOf(item.ToJsonString()));
            Assert.True(stored.KeepsCommitment(canonical), item.ToJsonString());

            var exported = AuditEntry.Parse(stored.ToJson().Span);
            Assert.True(exported.KeepsCommitment(canonical), AuditTable.Text(stored.ToJson()));
        }
    });

    [Fact]
    public void Any_change_to_what_it_says_loses_it() => Seeded.ForAll(Gen.Select(RandomHistory.All, Gen.Int), 200, static drawn =>
    {
        var (history, random) = (drawn.Item1, new Random(drawn.Item2));
        using var canonical = new AuditLineWriter();
        foreach (var (old, @new) in history.Changes)
        {
            var line = RecordOf(old, @new).Json.ToArray();
            var sound = canonical.WriteCanonical(AuditEntry.Parse(line)).ToArray();
            for (var attempt = 0; attempt < 20; attempt++)
            {
                var altered = line.ToArray();
                altered[random.Next(line.Length)] = (byte)random.Next(0x20, 0x7F);
                AuditEntry entry;
                bool saysTheSame;
                try
                {
                    // Such as another white space between members, or a member that no version knows.
                    entry = AuditEntry.Parse(altered);
                    saysTheSame = canonical.WriteCanonical(entry).SequenceEqual(sound)
                        && entry.Salt == AuditEntry.Parse(line).Salt
                        && entry.Commitment == AuditEntry.Parse(line).Commitment;
                }
                catch (ItemFormatException)
                {
                    continue;
                }

                Assert.Equal(saysTheSame, entry.KeepsCommitment(canonical));
            }
        }
    });

    [Fact]
    public void An_erased_record_has_the_commitment_and_no_salt()
    {
        var image = AuditTable.ImageOf("""{"Id":{"S":"1"},"zone":{"S":"z"},"v":{"S":"x"}}""");
        var entry = AuditEntry.Parse(RecordOf(default, image).Json.Span);
        var layout = AuditItem.Of(s_table, isOwn: false);

        var erased = AuditEntry.FromItem(layout.Write(entry.Erased(AuditTable.Start, ErasureScope.Values), null));

        Assert.Equal((entry.Commitment, null), (erased.Commitment, erased.Salt));
        Assert.Equal(erased.Commitment, AuditEntry.Parse(erased.ToJson().Span).Commitment);
    }

    // The vector of formats.md: another implementation computes the same.
    [Fact]
    public void The_vector_of_the_documentation_is_what_is_computed()
    {
        const string Canonical = """
            {"schema":"fw24.audit/2","id":"1","time":"2026-03-05T10:05:01Z","recordedAt":"2026-03-05T10:05:03.5000000Z","app":"shop","table":"orders","entity":"Order","operation":"modify","key":{"Id":"a\"\\\u0001","zone":-0.5},"changes":{"Notes":{"old":{"$ss":["a","b"]}},"Paid":{"old":null,"new":true},"😀":{"new":{"a":[1,{}],"b":{"$b":"AAH/"}}}},"redacted":["Secret"],"actor":"u-7","actorKind":"writer","reason":"é","fields":{"a":"1","b":"2"},"origin":"application","sequence":"7","trace":"t"}
            """;
        const string Line = """
            {"id":"1","schema":"fw24.audit/2","time":"2026-03-05T10:05:01.000Z","recordedAt":"2026-03-05T10:05:03.50Z","app":"shop","table":"orders","entity":"Order","operation":"modify","key":{"zone":-0.50,"Id":"\u0061\u0022\u005c\u0001"},"changes":{"\ud83d\ude00":{"new":{"b":{"$b":"AAH/"},"a":[1e0,{}]}},"Paid":{"new":true,"old":null},"Notes":{"old":{"$ss":["b","a"]}}},"redacted":["Secret"],"actor":"u-7","actorKind":"writer","reason":"\u00e9","fields":{"b":"2","a":"1"},"origin":"application","sequence":"7","trace":"t",
             "salt":"AAECAwQFBgcICQoLDA0ODw","commitment":"x"}
            """;
        using var canonical = new AuditLineWriter();
        var entry = AuditEntry.Parse(Encoding.UTF8.GetBytes(Line));

        Assert.Equal(Canonical, Encoding.UTF8.GetString(canonical.WriteCanonical(entry)));
        Assert.Equal("W_FE6V0QEGet058Fc5B-byzcBFNGpE96Gh4KL2_WBaY", RecordCommitment.Of(entry.Salt!, Encoding.UTF8.GetBytes(Canonical)));
    }

    private static AuditRecord RecordOf(ItemImage old, ItemImage @new)
    {
        var number = 0;
        var salts = new SaltSource(bytes => bytes.Fill((byte)number++));
        return AuditTable.Writer(s_table, salts).Write(
            AuditTable.Change(old, @new, AuditTable.ImageOf("""{"zone":{"S":"z"},"Id":{"S":"item-1"}}""")));
    }

    private static JsonNode Shuffle(JsonNode node, Random random)
    {
        switch (node)
        {
            case JsonObject members:
                var shuffled = members.Select(member => (member.Key, Value: member.Value?.DeepClone())).ToArray();
                random.Shuffle(shuffled);
                return new JsonObject(shuffled.Select(member => KeyValuePair.Create(
                    member.Key,
                    member.Value is null ? null
                        : member.Key is "SS" or "NS" or "BS" && member.Value is JsonArray set ? Reversed(set)
                        : Shuffle(member.Value, random))));

            case JsonArray elements:
                return new JsonArray([.. elements.Select(element => Shuffle(element!.DeepClone(), random))]);

            default:
                return node.DeepClone();
        }
    }

    private static JsonArray Reversed(JsonArray set) => new([.. set.Reverse().Select(static element => element!.DeepClone())]);
}
