using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fw24.Audit;
using Fw24.Audit.Records;
using Fw24.Audit.Trail;
using Fw24.Seals;
using Fw24.Seals.Tree;

namespace Fw24.Runtime.Tests.Seals;

/// <summary>What is on its way, and what was not asked for, is no finding; what says that it comes from the future is.</summary>
public sealed class VerificationTests
{
    // Of a table, without expired records.
    private const int Seed = 4;

    [Fact]
    public async Task A_record_that_says_that_it_is_recorded_later_is_not_on_its_way()
    {
        using var history = await SealedHistory.CreateAsync(Seed);
        var record = history.Records.First(static record => record.ErasedAt is null);
        history.Add(Committed(record, DateTimeOffset.MaxValue.AddYears(-7000)));

        var finding = Assert.Single((await history.VerifyAsync()).Findings);
        Assert.Equal((AuditFindingKind.Inserted, $"orders/{record.EventId}999"), (finding.Kind, finding.Place));
    }

    [Fact]
    public async Task An_erasure_is_known_before_it_is_sealed()
    {
        using var history = await SealedHistory.CreateAsync(Seed);
        var before = await history.VerifyAsync();
        var record = history.Records.First(record => record.ErasedAt is null && history.IsSealed(record));

        await history.EraseAsync(record.Key);

        var after = await history.VerifyAsync();
        Assert.Empty(after.Findings);
        Assert.True(after.Erased > before.Erased);
        Assert.Equal(before.Checkpoint.Size, after.Checkpoint.Size);
    }

    [Fact]
    public async Task An_altered_entry_of_an_erased_record_is_one_finding()
    {
        using var history = await SealedHistory.CreateAsync(Seed);
        var record = history.Records.First(record => record.ErasedAt is null && history.IsSealed(record));
        await history.EraseAsync(record.Key);
        var size = (await history.VerifyAsync()).Checkpoint.Size;
        var name = SealNames.TileOf(LogTile.At(LogTile.Entries, 0, size));
        var entries = (byte[])history.Seals.Objects[name].Clone();
        entries[entries.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\"id\":\"{record.EventId}\"")) + "\"id\":\"".Length] ^= 1;
        history.Seals.Objects[name] = entries;

        var finding = Assert.Single((await history.VerifyAsync()).Findings);
        Assert.Equal((AuditFindingKind.Log, name), (finding.Kind, finding.Place));
    }

    [Fact]
    public async Task Records_of_other_tables_and_times_are_skipped()
    {
        using var history = await SealedHistory.CreateAsync(Seed);
        var middle = history.Records.Select(static record => record.Time).Order().ElementAt(history.Records.Count / 2);

        var late = await history.VerifyAsync(["orders"], middle);
        var other = await history.VerifyAsync(["others"], DateTimeOffset.MinValue);

        Assert.Empty(late.Findings);
        Assert.InRange(late.Sealed + late.Erased, 1, history.Records.Count - 1);
        Assert.Empty(other.Findings);
        Assert.Equal(0, other.Sealed + other.Unsealed + other.Unproved + other.Duplicates);
        await Assert.ThrowsAsync<ArgumentException>(() => history.VerifyAsync([], DateTimeOffset.MinValue));
    }

    private static AuditEntry Committed(AuditEntry record, DateTimeOffset recordedAt)
    {
        const string Salt = "AAECAwQFBgcICQoLDA0ODw";
        using var canonical = new AuditLineWriter();
        var json = JsonNode.Parse(record.ToJson().Span)!.AsObject();
        (json["id"], json["sequence"], json["salt"]) = ($"{record.EventId}999", $"{record.SequenceNumber}999", Salt);
        json["recordedAt"] = recordedAt.ToString("o", CultureInfo.InvariantCulture);
        json["commitment"] = RecordCommitment.Of(Salt, canonical.WriteCanonical(Parse(json)));
        return Parse(json);
    }

    private static AuditEntry Parse(JsonObject json) => AuditEntry.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
