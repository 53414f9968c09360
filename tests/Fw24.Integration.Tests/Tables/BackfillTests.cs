using Fw24.Audit;
using Fw24.Integration.Tests.Harness;
using Fw24.Items;
using Fw24.Tables;

namespace Fw24.Integration.Tests.Tables;

/// <summary>A baseline of a table, on DynamoDB Local and on the embedded engine.</summary>
[Trait("Category", "Server")]
public sealed class BackfillTests(DynamoDbLocal dynamoDb)
{
    private const int Count = 230;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_item_is_marked_once_in_pages_of_segments_and_keeps_its_version(bool isEmbedded)
    {
        await using var archive = await DeedArchive.CreateAsync(dynamoDb, isEmbedded);
        var deeds = archive.Deeds.As("u-1");
        for (var number = 0; number < Count; number++)
        {
            await deeds.CreateAsync(new Deed { Id = $"d-{number}", Text = "One." }, Stop);
        }

        // Interrupted once, and written meanwhile.
        var job = new ItemBackfill(archive.Store, Fw24IntegrationTestsApp.Model, "deeds", "baseline")
        {
            Snapshots = BackfillSnapshots.All,
            TableName = archive.Name,
        };
        var first = await NextAsync(job, null);
        Assert.Equal((first.Items, 0, false), (first.Marked, first.Failed, first.IsComplete));
        var deed = (await archive.Deeds.GetAsync("d-7", Stop))!;
        await deeds.PutAsync(deed with { Text = "Two." }, Stop);
        await deeds.DeleteAsync((await archive.Deeds.GetAsync("d-8", Stop))!, Stop);
        var last = first;
        while (last.Token is { } token)
        {
            last = await NextAsync(job, token);
        }

        var records = await archive.RecordsAsync();
        var snapshots = records.FindAll(static record => record.IsSnapshot);
        Assert.Equal(last.Marked, snapshots.Count);
        Assert.Equal(snapshots.Count, AuditTrail.Gather(snapshots).Count);

        // The deleted one may have been marked before.
        Assert.InRange(snapshots.Count, Count - 1, Count);
        Assert.Equal(deed.Version + 1, (await archive.Deeds.GetAsync("d-7", Stop))!.Version);
        foreach (var trail in AuditTrail.Gather(records))
        {
            var folded = trail.Fold();
            var stored = await archive.Store.GetAsync(archive.Name, trail.Key, Stop);
            Assert.Equal(stored.IsAbsent ? ItemKnowledge.Absent : ItemKnowledge.Whole, folded.Knowledge);
            Assert.Equal(Without(stored), folded.Item.IsAbsent ? [] : AttributeMap.FromItem(folded.Item).Keys.Order());
        }

        Assert.Equal(0, (await NextAsync(job, null)).Marked);
    }

    private static IEnumerable<string> Without(ItemImage item)
        => item.IsAbsent ? [] : AttributeMap.FromItem(item).Keys.Where(static name => name != "fw24:backfill").Order();

    private static async Task<BackfillProgress> NextAsync(ItemBackfill job, string? token)
    {
        await foreach (var progress in job.RunAsync(itemsPerSecond: 60, segments: 3, token, Stop))
        {
            return progress;
        }

        throw new InvalidOperationException("The job is over.");
    }
}
