using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fw24.Audit;
using Fw24.Audit.Records;
using Fw24.Audit.Trail;
using Fw24.Seals;
using Fw24.Seals.Tree;

namespace Fw24.Runtime.Tests.Seals;

/// <summary>
/// Whatever is altered in a sealed audit is found, and nothing else: not what faults, erasures and times to live do to it.
/// </summary>
/// <remarks><c>FW24_TAMPER_SEEDS</c> is the number of histories (60 by default), <c>FW24_TAMPER_FIRST</c> the first seed.</remarks>
public sealed class AuditVerifierTests
{
    private static readonly string[] s_members =
        ["id", "entity", "actor", "sequence", "origin", "time", "recordedAt", "salt", "changes", "operation", "trace"];

    [Fact]
    public async Task One_alteration_of_anything_is_found_and_nothing_else()
    {
        var first = Variable("FW24_TAMPER_FIRST") ?? 0;
        for (var seed = first; seed < first + (Variable("FW24_TAMPER_SEEDS") ?? 60); seed++)
        {
            using var history = await SealedHistory.CreateAsync(seed);
            var before = await history.VerifyAsync();
            Assert.True(before.IsSound, $"Seed {seed}: {string.Join('\n', before.Findings)}");
            Assert.Equal(history.Unsealed, before.Unsealed);
            Assert.True(before.Unproved == 0 || before.Expired > 0, $"Seed {seed}: {before.Unproved} records are unproved.");
            Assert.Equal(
                history.Records.Count, before.Sealed + before.Erased + before.Duplicates + before.Unsealed + before.Unproved);
            Assert.Equal((before.Checkpoint.Size, before.SealedUntil), (before.Rounds[^1].Size, before.Rounds[^1].Until));

            var tampering = Tamper(history, new Random(seed));
            IReadOnlyList<AuditFinding> findings;
            try
            {
                findings = (await history.VerifyAsync()).Findings;
            }
            catch (SealException exception)
            {
                findings = [new AuditFinding(AuditFindingKind.Log, "log/checkpoint", null, exception.Message)];
            }

            Assert.True(
                findings.Count > 0 && findings.All(finding => (finding.Kind, finding.Place) == (tampering.Kind, tampering.Place)),
                $"Seed {seed}: {tampering} was found as:\n{string.Join('\n', findings)}");
            Assert.True(tampering.Kind is AuditFindingKind.Log || findings.Count == 1, $"Seed {seed}: {tampering} was found twice.");
        }
    }

    private static (AuditFindingKind Kind, string Place, string What) Tamper(SealedHistory history, Random random)
    {
        var records = history.Records;
        var candidates = Enumerable.Range(0, records.Count)
            .Where(index => history.IsSealed(records[index]) && records[index].ErasedAt is null)
            .ToList();
        return (candidates.Count == 0 ? 5 : random.Next(6)) switch
        {
            0 => Alter(history, candidates[random.Next(candidates.Count)], random),
            1 => Remove(history, candidates, random),
            2 => Insert(history, candidates, random),
            3 => Empty(history, candidates, random),
            4 => AlterCommitment(history, candidates[random.Next(candidates.Count)]),
            _ => AlterLog(history, random),
        };
    }

    private static (AuditFindingKind, string, string) Alter(SealedHistory history, int index, Random random)
    {
        var record = history.Records[index];
        var (what, id) = ("", record.EventId);
        history.Replace(index, json =>
        {
            what = s_members[random.Next(s_members.Length)];
            json[what] = what switch
            {
                "id" => id = record.EventId + "000",
                "sequence" => record.SequenceNumber + "1",
                "origin" => "replication",
                "operation" => record.Operation is ChangeOperations.Modify ? "insert" : "modify",
                "time" => record.Time.AddSeconds(1).ToString("o", CultureInfo.InvariantCulture),
                "recordedAt" => record.RecordedAt.AddTicks(1).ToString("o", CultureInfo.InvariantCulture),
                "changes" => new JsonObject { ["v"] = new JsonObject { ["new"] = 99 } },
                "salt" => "AAECAwQFBgcICQoLDA0ODw",
                _ => $"{json[what]}x",
            };
            return json;
        });
        return (AuditFindingKind.Altered, $"orders/{id}", what);
    }

    private static (AuditFindingKind, string, string) Remove(SealedHistory history, List<int> candidates, Random random)
    {
        var index = Single(history, candidates, random);
        if (index < 0)
        {
            return AlterLog(history, random);
        }

        var record = history.Records[index];
        history.Replace(index, static _ => null);
        return history.IsExpired(record) ? AlterLog(history, random) : (AuditFindingKind.Removed, $"orders/{record.EventId}", "a record");
    }

    // Of an earlier time than that of invocations that may still run: what they store is sealed later.
    private static (AuditFindingKind, string, string) Insert(SealedHistory history, List<int> candidates, Random random)
    {
        var latest = candidates.Max(index => history.Records[index].RecordedAt);
        var earlier = candidates.FindAll(index => history.Records[index].RecordedAt < latest.AddHours(-2));
        if (earlier.Count == 0)
        {
            return AlterLog(history, random);
        }

        var record = history.Records[earlier[random.Next(earlier.Count)]];
        using var canonical = new AuditLineWriter();
        const string Salt = "AAECAwQFBgcICQoLDA0ODw";
        var json = JsonNode.Parse(record.ToJson().Span)!.AsObject();
        (json["id"], json["sequence"], json["salt"]) = ($"{record.EventId}999", $"{record.SequenceNumber}999", Salt);
        var inserted = AuditEntry.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()));
        json["commitment"] = RecordCommitment.Of(Salt, canonical.WriteCanonical(inserted));
        history.Add(AuditEntry.Parse(Encoding.UTF8.GetBytes(json.ToJsonString())));
        return (AuditFindingKind.Inserted, $"orders/{record.EventId}999", "a record");
    }

    private static (AuditFindingKind, string, string) Empty(SealedHistory history, List<int> candidates, Random random)
    {
        var index = Single(history, candidates, random);
        if (index < 0 || history.IsExpired(history.Records[index]) || history.IsErasing(history.Records[index]))
        {
            return AlterLog(history, random);
        }

        var record = history.Records[index];
        history.Replace(index, _ => JsonNode.Parse(record.Erased(record.Time, ErasureScope.Values).ToJson().Span)!.AsObject());
        return (AuditFindingKind.Emptied, $"orders/{record.EventId}", "a record");
    }

    private static (AuditFindingKind, string, string) AlterCommitment(SealedHistory history, int index)
    {
        var record = history.Records[index];
        history.Replace(index, static json =>
        {
            json["commitment"] = "AAAA" + json["commitment"]!.GetValue<string>()[4..];
            return json;
        });
        return (AuditFindingKind.Altered, $"orders/{record.EventId}", "a commitment");
    }

    // The objects that the log consists of. Tiles of an earlier size, which later ones repeat, are no part of it.
    private static (AuditFindingKind, string, string) AlterLog(SealedHistory history, Random random)
    {
        var size = Checkpoint.Verify(history.Seals.Objects["log/checkpoint"].AsMemory(), history.Key).Size;
        var last = LogTile.At(LogTile.Entries, size / 256, size);
        var current = TreeFrontier.PartialTilesOf(size).Append(last).Select(SealNames.TileOf).ToHashSet();
        var names = history.Seals.Objects.Keys
            .Where(name => name.StartsWith("checkpoints/", StringComparison.Ordinal)
                || (name.StartsWith("log/", StringComparison.Ordinal)
                    && (!name.Contains(".p/", StringComparison.Ordinal) || current.Contains(name))))
            .ToList();
        var name = names[random.Next(names.Count)];
        var what = "a byte";
        if (random.Next(4) == 0 && name != "log/checkpoint")
        {
            what = "an object";
            history.Seals.Objects.Remove(name);
        }
        else
        {
            // Not the last bits of Base64, which may mean the same.
            var content = (byte[])history.Seals.Objects[name].Clone();
            content[random.Next(content.Length / 2)] ^= (byte)(1 << random.Next(8));
            history.Seals.Objects[name] = content;
        }

        return (AuditFindingKind.Log, name, what);
    }

    // Of two records of a change, the other one would be left.
    private static int Single(SealedHistory history, List<int> candidates, Random random)
    {
        var ids = history.Records.CountBy(static record => record.EventId)
            .Where(static one => one.Value == 1)
            .Select(static one => one.Key)
            .ToHashSet();
        var single = candidates.FindAll(index => ids.Contains(history.Records[index].EventId));
        return single.Count == 0 ? -1 : single[random.Next(single.Count)];
    }

    private static int? Variable(string name)
        => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
