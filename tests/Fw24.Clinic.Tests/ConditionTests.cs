using Fw24.Audit;
using Fw24.Clinic.Tests.Clinic;
using Fw24.Local;

namespace Fw24.Clinic.Tests;

/// <summary>Conditions of several calls are required together, and those that nothing can satisfy are refused.</summary>
public sealed class ConditionTests : IAsyncDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly LocalCloud _cloud = LocalCloud.Create(ClinicApp.Model, static options => options.StartTime = s_start);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task Actors_of_several_calls_are_required_together()
    {
        await _cloud.PutAsync("r-1", "p-17", "Ana");
        await _cloud.PutAsync("r-2", "p-17", "Bea");
        await _cloud.RunUntilIdleAsync(Stop);
        var all = _cloud.AuditReader().OfIndexed("p-17").Changes();

        Assert.Single(await all.By("r-2").By("r-2").ToListAsync(Stop));
        Assert.Throws<ArgumentException>(() => all.By("r-1").By("r-2"));
        Assert.Throws<ArgumentException>(() => all.By(AuditActorKind.Writer).By(AuditActorKind.Unchanged));
        Assert.Equal(
            2, (await all.By(AuditActorKind.Writer, AuditActorKind.Unknown).By(AuditActorKind.Writer).ToListAsync(Stop)).Count);
        Assert.Throws<ArgumentException>(() => all.By());
    }

    [Fact]
    public void A_time_range_that_ends_before_it_begins_is_refused()
    {
        var all = _cloud.AuditReader().OfIndexed("p-17").Changes();

        var error = Assert.Throws<ArgumentException>(() => all.Between(s_start.AddDays(1), s_start));
        Assert.Contains("2026-03-02", error.Message, StringComparison.Ordinal);
        Assert.Contains("2026-03-01", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => all.To(s_start).From(s_start.AddTicks(1)));
        _ = all.Between(s_start, s_start);
    }
}
