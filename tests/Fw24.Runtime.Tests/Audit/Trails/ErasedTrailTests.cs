using Fw24.Audit;
using Fw24.Audit.States;
using Fw24.Runtime.Tests.Harness.Audit;

namespace Fw24.Runtime.Tests.Audit.Trails;

/// <summary>What is known of an item whose records were erased.</summary>
public sealed class ErasedTrailTests
{
    private static readonly AuditEntry[] s_all = [.. new ItemHistory("AB-A").Records(1, 2, 3, 4).Select(
        static record => AuditEntry.Parse(record.Json.Span).Erased(AuditTable.Start, ErasureScope.Values))];

    [Fact]
    public void Before_an_erased_removal_nothing_is_known()
    {
        // The records before it have expired.
        var trail = Assert.Single(AuditTrail.Gather(s_all[2..]));
        var history = new TrailHistory("orders", trail, null, AuditTable.Start.AddDays(-1));

        Assert.Equal(ItemKnowledge.NotKnown, history.At(AuditTable.Start.AddSeconds(2)).Knowledge);
        Assert.Contains("was erased", history.At(AuditTable.Start.AddSeconds(2)).Reason, StringComparison.Ordinal);
        Assert.Equal(ItemKnowledge.Absent, history.At(AuditTable.Start.AddSeconds(3)).Knowledge);
    }

    [Fact]
    public void Between_an_erased_removal_and_the_next_creation_there_is_no_item_and_nothing_is_missing()
    {
        var history = new TrailHistory("orders", Assert.Single(AuditTrail.Gather(s_all)), null, null);

        Assert.Equal(
            [ItemKnowledge.Absent, ItemKnowledge.NotKnown, ItemKnowledge.NotKnown, ItemKnowledge.Absent, ItemKnowledge.NotKnown],
            Enumerable.Range(0, 5).Select(second => history.At(AuditTable.Start.AddSeconds(second)).Knowledge));
        Assert.Equal(
            [(1, 2), (2, 3), (4, null)],
            history.Unknown().Select(static span => (SecondOf(span.From)!.Value, SecondOf(span.To))));
        Assert.All(history.Unknown(), static span => Assert.Contains("was erased", span.Reason, StringComparison.Ordinal));
    }

    private static int? SecondOf(DateTimeOffset? time) => time is { } known ? (int)(known - AuditTable.Start).TotalSeconds : null;
}
