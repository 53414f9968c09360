using System.Text;
using Fw24.Audit;
using Fw24.Audit.Reader;
using Fw24.Audit.Reading;
using Fw24.Audit.Reading.Stores;
using Fw24.Audit.Records;
using Fw24.Aws;
using Fw24.Aws.Streams;
using Fw24.Changes.Reading;
using Fw24.Integration.Tests.Harness;
using Fw24.Local;
using Fw24.Local.Streams;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Integration.Tests.Tables;

/// <summary>Reasons, restores and undone changes, on DynamoDB Local and on the embedded engine.</summary>
[Trait("Category", "Server")]
public sealed class RestoreTests(DynamoDbLocal dynamoDb)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<bool> Stores => [false, true];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Each_change_has_the_reason_of_its_own_write(bool isEmbedded)
    {
        await using var archive = await DeedArchive.CreateAsync(dynamoDb, isEmbedded);
        var deeds = archive.Deeds.As("u-1");
        var deed = await deeds.Because("new", ("file", "7")).CreateAsync(new Deed { Id = "d-1", Text = "One." }, Stop);
        deed = await deeds.PutAsync(deed with { Text = "Two." }, Stop);
        await deeds.Because("new").UpdateAsync("d-1", static update => update.Set(x => x.Text, "Three."), Stop);
        await new ItemTransaction().Update(deeds.Because("new"), "d-1", static update => update.Set(x => x.Text, "Four."))
            .CommitAsync(cancellationToken: Stop);
        await deeds.Because("gone").DeleteAsync("d-1", Stop);

        var records = await archive.RecordsAsync();

        Assert.Equal(["new", null, "new", "new", "gone", "gone"], records.Select(static record => record.Reason));
        Assert.Equal("7", records[0].Fields["file"]);
        Assert.Equal(AuditActorKind.Deleter, records[^1].ActorKind);
        Assert.DoesNotContain(
            records.SelectMany(static record => record.Changes), static change => change.Path.StartsWith("fw24", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_restore_is_written_if_the_item_is_what_it_was(bool isEmbedded)
    {
        await using var archive = await DeedArchive.CreateAsync(dynamoDb, isEmbedded);
        var deeds = archive.Deeds.As("u-1");
        var first = await deeds.CreateAsync(new Deed { Id = "d-1", Text = "One." }, Stop);
        var second = await deeds.PutAsync(first with { Text = "Two." }, Stop);
        var audit = await archive.ReaderAsync();
        var records = await archive.RecordsAsync();
        var undo = (await audit.PlanUndoAsync<Deed>([records[1]], Stop))[0];

        await deeds.PutAsync(second with { Text = "Three." }, Stop);
        var refused = await Assert.ThrowsAsync<ItemRestoreException>(() => undo.ApplyAsync(archive.Deeds, Stop));
        Assert.Equal(["Text", "Version"], refused.Changed);

        // Of two changes, the newer first; again, nothing is left to do.
        records = await archive.RecordsAsync();
        var undos = await audit.PlanUndoAsync<Deed>(records.Skip(1), Stop);
        Assert.All(await undos.ApplyAsync(archive.Deeds.As("u-7").Because("why"), Stop), static outcome => Assert.True(outcome.IsDone));
        Assert.Equal(first with { Version = 4, By = "u-7" }, await archive.Deeds.GetAsync("d-1", Stop));
        undos = await audit.PlanUndoAsync<Deed>(records.Skip(1), Stop);
        Assert.Equal(
            [UndoResult.AlreadyUndone, UndoResult.AlreadyUndone],
            undos.SelectMany(static one => one.Records).Select(static one => one.Result));

        var record = (await archive.RecordsAsync())[^1];
        Assert.Equal(("u-7", "why"), (record.Actor, record.Reason));
        Assert.Equal($"{records[2].SequenceNumber} {records[1].SequenceNumber}", record.Restored?.Undone);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_creation_and_a_removal_are_undone(bool isEmbedded)
    {
        await using var archive = await DeedArchive.CreateAsync(dynamoDb, isEmbedded);
        var deeds = archive.Deeds.As("u-1");
        var deed = await deeds.CreateAsync(new Deed { Id = "d-1", Text = "One." }, Stop);
        await deeds.DeleteAsync(deed, Stop);
        var audit = await archive.ReaderAsync();
        var removal = (await archive.RecordsAsync())[^1];

        await (await audit.PlanUndoAsync<Deed>([removal], Stop)).ApplyAsync(archive.Deeds.As("u-7").Because("why"), Stop);
        Assert.Equal(deed with { Version = 3, By = "u-7" }, await archive.Deeds.GetAsync("d-1", Stop));

        var creation = (await archive.RecordsAsync())[^1];
        await (await audit.PlanUndoAsync<Deed>([creation], Stop)).ApplyAsync(archive.Deeds.As("u-8").Because("no"), Stop);
        Assert.Null(await archive.Deeds.GetAsync("d-1", Stop));
        var last = (await archive.RecordsAsync())[^1];
        Assert.Equal((ChangeOperations.Remove, "u-8", "no"), (last.Operation, last.Actor, last.Reason));
        Assert.Equal(creation.SequenceNumber, last.Restored?.SequenceNumber);
    }

    // The table and its stream.
    private sealed class DeedArchive : IAsyncDisposable
    {
        private static readonly TableModel s_table = Fw24IntegrationTestsApp.Model.Tables.Single(static table => table.Name == "deeds");

        private readonly LocalCloud _cloud = LocalCloud.Create(Fw24IntegrationTestsApp.Model);
        private readonly DynamoDbLocal _dynamoDb;
        private readonly DynamoDbItemStore _real;
        private readonly string? _stream;
        private readonly string _name;

        private DeedArchive(DynamoDbLocal dynamoDb, bool isEmbedded, StreamedTable? table)
        {
            (_dynamoDb, _real, _stream, _name) = (dynamoDb, dynamoDb.NewStore(), table?.StreamArn, table?.Name ?? "deeds");
            Store = isEmbedded ? _cloud.Store : _real;
            Deeds = new Table<Deed>(s_table, DeedCodec.Model, Store, _name, time: isEmbedded ? _cloud.Time : TimeProvider.System);
        }

        private IItemStore Store { get; }

#pragma warning disable CA1859 // Its methods with typed keys are extensions of the interface.
        public ITable<Deed> Deeds { get; }
#pragma warning restore CA1859

        public static async Task<DeedArchive> CreateAsync(DynamoDbLocal dynamoDb, bool isEmbedded) => new(
            dynamoDb, isEmbedded, isEmbedded ? null : await StreamedTable.CreateAsync(dynamoDb, partitionKey: "Id"));

        /// <summary>Gets a reader of the records so far, and of the items as they are.</summary>
        public async Task<AuditSources> ReaderAsync()
        {
            var lines = Encoding.UTF8.GetBytes(string.Join('\n', await LinesAsync()));
            var store = new LineAuditStore("deeds", () => new MemoryStream(lines), null);
            return new AuditSources([new AuditSource("test", s_table, store, Store, _name, null)], [Fw24IntegrationTestsApp.Model]);
        }

        public async Task<List<AuditEntry>> RecordsAsync()
            => (await LinesAsync()).ConvertAll(static line => AuditEntry.Parse(Encoding.UTF8.GetBytes(line)));

        public async ValueTask DisposeAsync()
        {
            _real.Dispose();
            await _cloud.DisposeAsync();
        }

        private async Task<List<string>> LinesAsync()
        {
            if (_stream is null)
            {
                await _cloud.RunUntilIdleAsync(Stop);
                return [.. _cloud.Console.Where(static line => line.StartsWith("{\"schema\"", StringComparison.Ordinal))];
            }

            // DynamoDB Local has one shard for each stream.
            using var writer = new AuditRecordWriter("test", s_table, TimeProvider.System);
            var source = new DynamoDbStreamSource(_dynamoDb.Streams, _stream);
            var shard = Assert.Single(await source.GetShardsAsync(Stop));
            var position = await source.GetPositionAsync(shard.ShardId, StreamStartingPosition.TrimHorizon, Stop);
            List<ReadOnlyMemory<byte>> records = [];
            while (true)
            {
                var page = await source.ReadAsync(position, DynamoDbStreamsClient.MaxRecords, Stop);
                records.AddRange(page.Records.Select(static record => record.Json));
                if (page.Records.Count == 0 || page.Next is not { } next)
                {
                    break;
                }

                position = next;
            }

            List<string> lines = [];
            foreach (var record in StreamBatch.Read(ShardRecords.ToEvent(records)))
            {
                lines.Add(Encoding.UTF8.GetString(writer.Write(record).Json.Span));
            }

            return lines;
        }
    }
}
