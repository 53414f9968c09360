using Fw24.Audit;
using Fw24.Integration.Tests.Harness;

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
}
