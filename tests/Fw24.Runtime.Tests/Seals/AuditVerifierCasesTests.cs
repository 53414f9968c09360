using System.Text;
using System.Text.Json.Nodes;
using Fw24.Audit;
using Fw24.Audit.Proof;
using Fw24.Audit.Records;
using Fw24.Audit.Trail;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Seals;
using Fw24.Seals.Tree;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Seals;

/// <summary>What is found, and what is not reported, at the edges of time: erasures on their way, clocks, and audits sealed later.</summary>
public sealed class AuditVerifierCasesTests : IDisposable
{
    private const string Origin = "shop.example/log";
    private const string Item = """{"Id":{"S":"item-1"}}""";
    private const string Salt = "AAECAwQFBgcICQoLDA0ODw";

    private readonly FakeTimeProvider _time = new(AuditTable.Start.AddMinutes(1));
    private readonly LocalSigner _signer = new();
    private readonly MemorySealStore _seals = new();
    private readonly MemoryItemStore _rows = new("pk", "sk");
    private readonly TableModel _table = ModelOf("orders");
    private readonly AuditRecordWriter _writer;

    public AuditVerifierCasesTests() => _writer = new AuditRecordWriter("shop", _table, _time, SaltSource.CreateRandom());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private List<AuditEntry> Records => [.. _rows.Items.Select(AuditLog.ReadRow).OfType<AuditEntry>()];

    public void Dispose() => _writer.Dispose();

    [Fact]
    public async Task An_erasure_whose_entries_are_not_sealed_yet_is_no_emptying()
    {
        await StoreAsync(1);
        await SealAsync();
        await EraseAsync();

        var pending = await VerifyAsync();
        Assert.Equal((true, 1L, 0L), (pending.IsSound, pending.Erased, pending.Sealed));
    }

    [Fact]
    public async Task An_erasure_that_no_round_will_seal_is_none()
    {
        await StoreAsync(1);
        await SealAsync();
        await EraseAsync();
        var pending = _seals.Objects.Keys.Single(static name => name.StartsWith(SealNames.Pending, StringComparison.Ordinal));
        _seals.Objects[pending] = [.. _seals.Objects[pending], .. "\nnothing"u8];

        var found = Assert.Single((await VerifyAsync()).Findings);
        Assert.Equal((AuditFindingKind.Emptied, "orders/event-1"), (found.Kind, found.Place));
    }

    // The log is read before the records.
    [Fact]
    public async Task An_erasure_that_is_sealed_during_a_verification_is_no_emptying()
    {
        await StoreAsync(1);
        await SealAsync();
        var meanwhile = await VerifyAsync(EraseAndSealAsync());
        Assert.Equal((true, 1L), (meanwhile.IsSound, meanwhile.Erased));

        async IAsyncEnumerable<AuditEntry> EraseAndSealAsync()
        {
            await EraseAsync();
            await SealAsync();
            foreach (var record in Records)
            {
                yield return record;
            }
        }
    }

    [Fact]
    public async Task Records_of_a_table_from_before_its_audit_was_sealed_are_unproved_though_another_table_was()
    {
        await StoreAsync(1);
        await SealAsync();
        using var plain = new AuditRecordWriter("shop", ModelOf("notes"), _time);
        _time.Advance(TimeSpan.FromDays(1));
        var before = AuditEntry.Parse(plain.Write(AuditTable.Change(null, Item, Item, 2)).Json.Span);
        _time.Advance(TimeSpan.FromDays(1));
        using var sealedWriter = new AuditRecordWriter("shop", ModelOf("notes"), _time, SaltSource.CreateRandom());
        var sink = new SealedAuditSink(new NoSink(), ModelOf("notes"), _seals);
        var record = sealedWriter.Write(AuditTable.Change(null, Item, Item, 3));
        _ = await sink.StoreAsync([record], Stop);
        await SealAsync();
        _time.Advance(TimeSpan.FromHours(3));
        var later = AuditEntry.Parse(plain.Write(AuditTable.Change(null, Item, Item, 4)).Json.Span);

        List<AuditEntry> records = [before, AuditEntry.Parse(record.Json.Span)];
        var verification = await VerifyAsync(records.ToAsyncEnumerable(), "notes");
        Assert.Empty(verification.Findings);
        Assert.Equal((1, 1), (verification.Unproved, verification.Sealed));

        var found = Assert.Single((await VerifyAsync(records.Append(later).ToAsyncEnumerable(), "notes")).Findings);
        Assert.Equal((AuditFindingKind.Inserted, "notes/event-4"), (found.Kind, found.Place));
    }

    [Fact]
    public async Task A_record_of_the_future_is_inserted()
    {
        await StoreAsync(1);
        await SealAsync();
        var forged = Forge(Records[0], json =>
        {
            (json["id"], json["sequence"], json["recordedAt"]) = ("event-9", "9", "2099-01-01T00:00:00Z");
        });

        var found = Assert.Single((await VerifyAsync(Records.Append(forged).ToAsyncEnumerable())).Findings);
        Assert.Equal((AuditFindingKind.Inserted, "orders/event-9"), (found.Kind, found.Place));
    }

    [Fact]
    public async Task A_sealer_whose_clock_was_ahead_makes_no_new_record_inserted()
    {
        await StoreAsync(1);
        await SealAsync(new FakeTimeProvider(_time.GetUtcNow().AddHours(5)));
        _time.Advance(TimeSpan.FromMinutes(2));
        await StoreAsync(2);

        var verification = await VerifyAsync();
        Assert.Empty(verification.Findings);
        Assert.Equal((1, 1), (verification.Sealed, verification.Unsealed));
    }

    [Theory]
    [InlineData("id", "event-9")]
    [InlineData("time", "2026-11-22T10:05:07Z")]
    public async Task What_the_log_has_of_an_erased_record_cannot_be_altered(string member, string value)
    {
        await StoreAsync(1);
        await EraseAsync();
        await SealAsync();
        var altered = Changed(Records[0], json => json[member] = value);

        var found = Assert.Single((await VerifyAsync(new[] { altered }.ToAsyncEnumerable())).Findings);
        Assert.Equal(AuditFindingKind.Altered, found.Kind);
    }

    [Fact]
    public async Task A_copy_of_an_erased_record_with_other_words_is_found()
    {
        await StoreAsync(1);
        await EraseAsync();
        await SealAsync();
        var copy = Changed(Records[0], static json => json["operation"] = "remove");

        var twice = await VerifyAsync(Records.Append(Records[0]).ToAsyncEnumerable());
        Assert.Equal((true, 1L, 1L), (twice.IsSound, twice.Erased, twice.Duplicates));
        var found = Assert.Single((await VerifyAsync(Records.Append(copy).ToAsyncEnumerable())).Findings);
        Assert.Equal((AuditFindingKind.Altered, "orders/event-1"), (found.Kind, found.Place));
    }

    [Fact]
    public async Task What_stands_in_the_place_of_an_expired_record_is_no_duplicate()
    {
        await StoreAsync(1);
        await SealAsync();
        var forged = Forge(Records[0], static json => json["actor"] = "somebody");
        _time.Advance(TimeSpan.FromDays(40));

        var verification = await VerifyAsync(new[] { forged }.ToAsyncEnumerable());
        Assert.Equal((0, 1), (verification.Duplicates, verification.Unproved));
    }

    [Fact]
    public async Task A_checkpoint_where_no_round_ended_is_of_another_log()
    {
        await StoreAsync(1);
        await SealAsync();
        await StoreAsync(2);
        await SealAsync();
        var key = _signer.KeyOf(Origin);
        var body = Checkpoint.BodyOf(Origin, 3, MerkleTree.LeafOf("another"u8));
        var signature = await _signer.SignAsync(Encoding.UTF8.GetBytes(body), Stop);
        _seals.Objects[SealNames.CheckpointOf(3)] = Encoding.UTF8.GetBytes(SignedNote.Sign(body, key, signature.Span));

        var found = Assert.Single((await VerifyAsync()).Findings);
        Assert.Equal((AuditFindingKind.Log, SealNames.CheckpointOf(3)), (found.Kind, found.Place));
    }

    [Fact]
    public async Task A_kept_checkpoint_may_be_newer_than_the_pointer_to_the_latest()
    {
        await StoreAsync(1);
        await SealAsync();
        var pointer = _seals.Objects[SealNames.Latest];
        await StoreAsync(2);
        await SealAsync();
        _seals.Objects[SealNames.Latest] = pointer;
        var kept = (await VerifyAsync()).Checkpoint;

        var log = await SealedLog.OpenAsync(_seals, _signer.KeyOf(Origin), Stop);
        Assert.True(kept.Size > log.Checkpoint.Size);
        await log.EnsureContinuesAsync(kept, Stop);
        _ = _seals.Objects.Remove(SealNames.CheckpointOf(kept.Size));
        await Assert.ThrowsAsync<SealException>(() => log.EnsureContinuesAsync(kept, Stop));
    }

    [Fact]
    public void A_salt_of_another_length_is_none()
    {
        using var writer = new AuditLineWriter();
        var record = AuditEntry.Parse(_writer.Write(AuditTable.Change(null, Item, Item)).Json.Span);
        Assert.True(record.KeepsCommitment(writer));
        var longer = Changed(record, json => json["commitment"] = RecordCommitment.Of(
            (string)(json["salt"] = $"{json["salt"]}A")!, writer.WriteCanonical(record)));
        Assert.False(longer.KeepsCommitment(writer));
    }

    private static TableModel ModelOf(string name) => AuditTable.Model(
        name: name,
        audit: new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "audit", TimeToLiveDays = 30, Sealed = true });

    private static AuditEntry Changed(AuditEntry record, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(record.ToJson().Span)!.AsObject();
        change(json);
        return AuditEntry.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    private static AuditEntry Forge(AuditEntry record, Action<JsonObject> change)
    {
        using var canonical = new AuditLineWriter();
        var forged = Changed(record, change);
        return Changed(forged, json =>
        {
            json["salt"] = Salt;
            json["commitment"] = RecordCommitment.Of(Salt, canonical.WriteCanonical(forged));
        });
    }

    private async Task StoreAsync(int number)
    {
        var sink = new SealedAuditSink(new DynamoDbAuditSink(_rows, _table, "audit"), _table, _seals);
        var record = _writer.Write(AuditTable.Change(null, Item, Item, number));
        Assert.Empty(await sink.StoreAsync([record], Stop));
    }

    private async Task EraseAsync()
        => await new AuditEraser(_rows, _table, "audit", time: _time, seals: _seals).EraseAsync(
            AuditTable.ImageOf(Item), cancellationToken: Stop);

    private Task<SealingResult> SealAsync(TimeProvider? time = null) => new LogSealer(_seals, _signer, Origin, time: time ?? _time).SealAsync(Stop);

    private async Task<AuditVerification> VerifyAsync(IAsyncEnumerable<AuditEntry>? records = null, string table = "orders")
    {
        var log = await SealedLog.OpenAsync(_seals, _signer.KeyOf(Origin), Stop);
        return await new AuditVerifier(log, _time).VerifyAsync(
            records ?? Records.ToAsyncEnumerable(), [table], DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Stop);
    }

    private sealed class NoSink : IAuditSink
    {
        public ValueTask<IReadOnlyList<AuditFailure>> StoreAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
            => new([]);
    }
}
