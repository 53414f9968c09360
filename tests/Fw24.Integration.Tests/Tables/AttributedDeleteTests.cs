using System.Text;
using Fw24.Audit;
using Fw24.Audit.Records;
using Fw24.Aws;
using Fw24.Aws.Streams;
using Fw24.Changes.Reading;
using Fw24.Integration.Tests.Harness;
using Fw24.Local;
using Fw24.Local.Streams;
using Fw24.Model;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Integration.Tests.Tables;

/// <summary>Deletes whose audit record names who deleted, on DynamoDB and on the embedded engine.</summary>
public abstract class AttributedDeleteTests(DynamoDbServer dynamoDb)
{
    private static readonly Deed s_deed = new() { Id = "d-1", Text = "A house." };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<bool> Stores => [false, true];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task The_record_of_an_actors_delete_names_the_actor(bool isEmbedded)
    {
        await using var archive = await Archive.CreateAsync(dynamoDb, isEmbedded);
        var deeds = archive.Deeds;
        await deeds.As("u-1").CreateAsync(s_deed, Stop);
        await deeds.As("u-2").DeleteAsync("d-1", Stop);
        var stored = await deeds.As("u-1").CreateAsync(s_deed, Stop);
        await deeds.As("u-1").DeleteAsync(stored, Stop);
        await deeds.As("u-1").DeleteAsync(stored, Stop);
        await deeds.As("u-1").DeleteAsync("d-1", Stop);

        Assert.Null(await deeds.GetAsync("d-1", Stop));
        Assert.Equal(
            [
                "Insert u-1 Writer: By=u-1 Text=A house. Version=1",
                "Modify u-2 Writer: By=u-2 Version=2",
                "Remove u-2 Deleter: By= Text= Version=",
                "Insert u-1 Writer: By=u-1 Text=A house. Version=1",
                "Modify u-1 Unchanged: Version=2",
                "Remove u-1 Deleter: By= Text= Version=",
            ],
            await archive.RecordsAsync());
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_delete_without_an_actor_names_the_last_writer(bool isEmbedded)
    {
        await using var archive = await Archive.CreateAsync(dynamoDb, isEmbedded);
        var stored = await archive.Deeds.As("u-1").CreateAsync(s_deed, Stop);
        await archive.Deeds.DeleteAsync(stored, Stop);

        Assert.Equal("Remove u-1 LastWriter: By= Text= Version=", (await archive.RecordsAsync())[^1]);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_delete_that_ends_after_its_first_write_is_an_update_by_the_actor(bool isEmbedded)
    {
        await using var archive = await Archive.CreateAsync(dynamoDb, isEmbedded);
        var stored = await archive.Deeds.As("u-1").CreateAsync(s_deed, Stop);
        archive.BeforeDelete = static () => throw new TimeoutException();
        await Assert.ThrowsAsync<TimeoutException>(() => archive.Deeds.As("u-2").DeleteAsync(stored, Stop));
        archive.BeforeDelete = null;

        // Neither a delete without an actor, nor one in a transaction, nor one after another write is the delete of u-2.
        var current = (await archive.Deeds.GetAsync("d-1", Stop))!;
        Assert.Equal((2, "u-2"), (current.Version, current.By));
        var error = await Assert.ThrowsAsync<TransactionConditionException>(
            () => new ItemTransaction().Delete(archive.Deeds, "d-1").CommitAsync(cancellationToken: Stop));
        Assert.Contains("an actor was about to delete the item", error.Message, StringComparison.Ordinal);
        await archive.Deeds.DeleteAsync(current, Stop);

        Assert.Equal(
            ["Modify u-2 Writer: By=u-2 Version=2", "Modify u-2 Unchanged:", "Remove u-2 LastWriter: By= Text= Version="],
            (await archive.RecordsAsync())[1..]);
    }

    [Theory]
    [InlineData(false, "put")]
    [InlineData(true, "put")]
    [InlineData(false, "update")]
    [InlineData(true, "update")]
    [InlineData(true, "replace")]
    public async Task A_later_write_ends_a_delete_that_did_not(bool isEmbedded, string write)
    {
        await using var archive = await Archive.CreateAsync(dynamoDb, isEmbedded);
        await archive.Deeds.As("u-1").CreateAsync(s_deed, Stop);
        archive.BeforeDelete = static () => throw new TimeoutException();
        await Assert.ThrowsAsync<TimeoutException>(() => archive.Deeds.As("u-2").DeleteAsync("d-1", Stop));
        archive.BeforeDelete = null;

        var current = (await archive.Deeds.GetAsync("d-1", Stop))!;
        _ = write switch
        {
            "put" => await archive.Deeds.PutAsync(current with { Text = "Two." }, Stop),
            "update" => await archive.Deeds.UpdateAsync("d-1", static update => update.Set(x => x.Text, "Two."), Stop),
            _ => await archive.Deeds.ReplaceAsync(current with { Text = "Two." }, Stop),
        };
        await archive.Store.DeleteAsync(archive.Table, new DeedKey("d-1").ToItemKey(), null, Stop);

        Assert.Equal(
            ["Modify u-2 Unchanged: Text=Two. Version=3", "Remove u-2 LastWriter: By= Text= Version="], (await archive.RecordsAsync())[2..]);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Versions_and_conditions_hold_for_both_writes(bool isEmbedded)
    {
        await using var archive = await Archive.CreateAsync(dynamoDb, isEmbedded);
        var deeds = archive.Deeds.As("u-2");
        var first = await archive.Deeds.As("u-1").CreateAsync(s_deed, Stop);
        var second = await archive.Deeds.As("u-1").PutAsync(first with { Text = "Two." }, Stop);

        await RefusedAsync("different version", () => deeds.DeleteAsync(first, Stop));
        await RefusedAsync("does not satisfy the condition", () => deeds.When(static x => x.Text == "One.").DeleteAsync("d-1", Stop));
        await RefusedAsync("no item with its key exists", () => deeds.When(static x => x.Text == "One.").DeleteAsync("d-2", Stop));
        await deeds.When(static x => x.Text == null).DeleteAsync("d-2", Stop);

        // Another program writes between the two calls: the condition of the delete no longer holds, and a version is another one.
        archive.BeforeDelete = () => OverwriteAsync(archive, "Three.");
        await RefusedAsync("different version", () => deeds.DeleteAsync(second, Stop));
        archive.BeforeDelete = () => OverwriteAsync(archive, "Four.");
        await RefusedAsync(
            "does not satisfy the condition", () => deeds.When(static x => x.Text == "Three.").DeleteAsync("d-1", Stop));
        archive.BeforeDelete = null;
        await deeds.When(static x => x.By == "other" & x.Text == "Four.").DeleteAsync("d-1", Stop);

        Assert.Null(await archive.Deeds.GetAsync("d-1", Stop));
        Assert.Equal("Remove u-2 Deleter: By= Text= Version=", (await archive.RecordsAsync())[^1]);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Of_two_actors_who_delete_at_once_the_record_names_the_one_whose_delete_it_was(bool isEmbedded)
    {
        await using var archive = await Archive.CreateAsync(dynamoDb, isEmbedded);
        await archive.Deeds.As("u-1").CreateAsync(s_deed, Stop);
        archive.BeforeDelete = async () =>
        {
            archive.BeforeDelete = null;
            await archive.Deeds.As("u-3").DeleteAsync("d-1", Stop);
        };

        await archive.Deeds.As("u-2").DeleteAsync("d-1", Stop);

        Assert.Equal(
            ["Modify u-2 Writer: By=u-2 Version=2", "Modify u-3 Writer: By=u-3 Version=3", "Remove u-3 Deleter: By= Text= Version="],
            (await archive.RecordsAsync())[1..]);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_first_write_whose_response_was_lost_is_recognized(bool isEmbedded)
    {
        await using var archive = await Archive.CreateAsync(dynamoDb, isEmbedded);
        var stored = await archive.Deeds.As("u-1").CreateAsync(s_deed, Stop);
        archive.RepeatsUpdates = true;

        await archive.Deeds.As("u-2").DeleteAsync(stored, Stop);

        Assert.Equal("Remove u-2 Deleter: By= Text= Version=", (await archive.RecordsAsync())[^1]);
    }

    [Fact]
    public async Task Handlers_receive_the_removal_with_its_actor_and_not_the_write_before_it()
    {
        await using var archive = await Archive.CreateAsync(dynamoDb, isEmbedded: true);
        await archive.Deeds.As("u-1").CreateAsync(s_deed, Stop);
        await archive.Deeds.As("u-2").DeleteAsync("d-1", Stop);
        _ = await archive.RecordsAsync();

        Assert.Equal(["Inserted u-1", "Removed u-2"], archive.Journal.Lines);
    }

    [Fact]
    public async Task A_handler_that_acts_as_an_actor_is_named_by_the_records_of_its_deletes()
    {
        await using var archive = await Archive.CreateAsync(dynamoDb, isEmbedded: true);
        var stored = await archive.Deeds.As("u-1").CreateAsync(s_deed, Stop);
        await archive.Deeds.As("u-1").PutAsync(stored with { Text = DeedShredder.Void }, Stop);

        Assert.Equal(
            ["Modify shredder Writer: By=shredder Version=3", "Remove shredder Deleter: By= Text= Version="],
            (await archive.RecordsAsync())[2..]);
        Assert.Equal(["Inserted u-1", "Modified u-1", "Removed shredder"], archive.Journal.Lines);
    }

    [Fact]
    public async Task What_cannot_name_the_actor_is_refused()
    {
        await using var archive = await Archive.CreateAsync(dynamoDb, isEmbedded: true);
        var transaction = Assert.Throws<InvalidOperationException>(() => new ItemTransaction().Delete(archive.Deeds.As("u-2"), "d-1"));
        var batch = await Assert.ThrowsAsync<InvalidOperationException>(() => archive.Deeds.DeleteManyAsync(["d-1"], Stop));

        Assert.Contains("A transaction cannot delete Deed from deeds as an actor", transaction.Message, StringComparison.Ordinal);
        Assert.Contains("Delete them one by one", batch.Message, StringComparison.Ordinal);
    }

    private static async Task OverwriteAsync(Archive archive, string text)
    {
        archive.BeforeDelete = null;
        var update = new ItemUpdate(
            new DeedKey("d-1").ToItemKey(),
            [
                new(ItemActionKind.Set, "Text", Encoding.UTF8.GetBytes($$"""{"S":"{{text}}"}""")),
                new(ItemActionKind.Set, "By", """{"S":"other"}"""u8.ToArray()),
                new(ItemActionKind.Add, "Version", """{"N":"1"}"""u8.ToArray()),
            ]);
        Assert.True(await archive.Store.UpdateAsync(archive.Table, update, null, Stop));
    }

    private static async Task RefusedAsync(string reason, Func<Task> delete)
    {
        var error = await Assert.ThrowsAsync<ItemConditionException>(delete);
        Assert.StartsWith("Deed was not deleted from deeds: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    // The table, its stream and its audit.
    private sealed class Archive : IAsyncDisposable
    {
        private static readonly TableModel s_table = Fw24IntegrationTestsApp.Model.Tables.Single(static table => table.Name == "deeds");

        private readonly LocalCloud _cloud;
        private readonly DynamoDbServer _dynamoDb;
        private readonly DynamoDbItemStore _real;
        private readonly string? _stream;

        private Archive(DynamoDbServer dynamoDb, bool isEmbedded, StreamedTable? table)
        {
            _cloud = LocalCloud.Create(
                Fw24IntegrationTestsApp.Model, options => options.Services = services => services.AddSingleton(Journal));
            (_dynamoDb, _real, _stream, Table) = (dynamoDb, dynamoDb.NewStore(), table?.StreamArn, table?.Name ?? "deeds");
            Store = isEmbedded ? _cloud.Store : _real;
            var time = isEmbedded ? _cloud.Time : TimeProvider.System;
            Deeds = new Table<Deed>(s_table, DeedCodec.Model, new Interposed(this), Table, time: time);
        }

        public DeedJournal Journal { get; } = new();

        public string Table { get; }

        public IItemStore Store { get; }

#pragma warning disable CA1859 // Its methods with typed keys are extensions of the interface.
        public ITable<Deed> Deeds { get; }
#pragma warning restore CA1859

        /// <summary>Runs before each delete of the table.</summary>
        public Func<Task>? BeforeDelete { get; set; }

        /// <summary>Indicates whether each update is sent twice.</summary>
        public bool RepeatsUpdates { get; set; }

        public static async Task<Archive> CreateAsync(DynamoDbServer dynamoDb, bool isEmbedded) => new(
            dynamoDb, isEmbedded, isEmbedded ? null : await StreamedTable.CreateAsync(dynamoDb, partitionKey: "Id"));

        public async Task<List<string>> RecordsAsync()
        {
            List<AuditEntry> entries;
            if (_stream is null)
            {
                await _cloud.RunUntilIdleAsync(Stop);
                entries = [.. _cloud.Console.Select(static line => AuditEntry.Parse(Encoding.UTF8.GetBytes(line)))];
            }
            else
            {
                using var writer = new AuditRecordWriter("test", s_table, TimeProvider.System);
                entries = [];
                foreach (var record in await ReadAsync(new DynamoDbStreamSource(_dynamoDb.Streams, _stream)))
                {
                    entries.Add(AuditEntry.Parse(writer.Write(record).Json.Span));
                }
            }

            return entries.ConvertAll(static entry => string.Join(
                ' ',
                [
                    $"{entry.Operation} {entry.Actor} {entry.ActorKind}:",
                    .. entry.Changes
                        .OrderBy(static change => change.Path, StringComparer.Ordinal)
                        .Select(static change => $"{change.Path}={change.NewText?.Trim('"')}"),
                ]));
        }

        public async ValueTask DisposeAsync()
        {
            _real.Dispose();
            await _cloud.DisposeAsync();
        }

        // DynamoDB Local has one shard for each stream.
        private static async Task<IReadOnlyList<StreamRecord>> ReadAsync(DynamoDbStreamSource source)
        {
            var shard = Assert.Single(await source.GetShardsAsync(Stop));
            var position = await source.GetPositionAsync(shard.ShardId, StreamStartingPosition.TrimHorizon, Stop);
            List<ReadOnlyMemory<byte>> records = [];
            while (true)
            {
                var page = await source.ReadAsync(position, DynamoDbStreamsClient.MaxRecords, Stop);
                records.AddRange(page.Records.Select(static record => record.Json));
                if (page.Records.Count == 0 || page.Next is not { } next)
                {
                    return StreamBatch.Read(ShardRecords.ToEvent(records));
                }

                position = next;
            }
        }

        private sealed class Interposed(Archive archive) : DelegatingItemStore(archive.Store)
        {
            public override async ValueTask<UpdateResult> UpdateAndReadAsync(
                string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken)
            {
                var result = await base.UpdateAndReadAsync(table, update, condition, cancellationToken);
                return archive.RepeatsUpdates ? await base.UpdateAndReadAsync(table, update, condition, cancellationToken) : result;
            }

            public override async ValueTask<bool> DeleteAsync(
                string table, ItemImage key, ItemCondition? condition, CancellationToken cancellationToken)
            {
                await (archive.BeforeDelete?.Invoke() ?? Task.CompletedTask);
                return await base.DeleteAsync(table, key, condition, cancellationToken);
            }
        }
    }
}

/// <summary>An item whose deletes name their actor.</summary>
[DynamoTable("deeds")]
[StreamEnabled(Fifo = true)]
[Audit(AuditLoggerType.Console)]
public sealed record Deed
{
    [PartitionKey] public required string Id { get; init; }
    public string? Text { get; init; }
    [AuditActor(StampDeletes = true)] public string? By { get; init; }
    [Version] public long Version { get; init; }
}

/// <summary>Notes the changes of deeds.</summary>
public sealed class DeedClerk(DeedJournal? journal = null) : DeedChangeHandler
{
    protected override Task OnInsertedAsync(DeedChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
        => Note($"Inserted {change.Actor}");

    protected override Task OnModifiedAsync(DeedChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
        => Note($"Modified {change.Actor}");

    protected override Task OnRemovedAsync(DeedChange.Removed change, ChangeContext context, CancellationToken cancellationToken)
        => Note($"Removed {change.Actor}");

    private Task Note(string line)
    {
        journal?.Lines.Add(line);
        return Task.CompletedTask;
    }
}

/// <summary>Deletes a deed that becomes void.</summary>
[ActAs(Actor = "shredder")]
public sealed class DeedShredder(ITable<Deed> deeds) : DeedChangeHandler
{
    public const string Void = "Void.";

    protected override async Task OnModifiedAsync(DeedChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
    {
        if (change.New.Text is Void)
        {
            await deeds.DeleteAsync(change.New.Id, cancellationToken);
        }
    }
}

/// <summary>What the clerk noted.</summary>
public sealed class DeedJournal
{
    public List<string> Lines { get; } = [];
}
