using Fw24.Local;
using Fw24.Local.Faults;

namespace Orders.Local.Shops;

/// <summary>The whole shop in this process on a virtual clock: two weeks pass in seconds.</summary>
internal sealed class EmbeddedShop(RunOptions run, DateTimeOffset start) : LocalShop(options =>
{
    options.Seed = run.Seed;
    options.StartTime = start;
    options.Topology = run.Manifest is { } manifest ? LocalTopology.FromManifest(File.ReadAllText(manifest.FullName)) : null;
    options.Faults = run.FaultSeed is { } seed
        ? LocalFaults.Random(seed, LocalFaultRates.Transient with { Poison = 0.01 })
        : LocalFaults.None;
})
{
    public override int ChangesOf(string table) => (int)Cloud.Tables[table].Changes;

    public override async Task AdvanceToAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var time = at - Cloud.Time.GetUtcNow();
        if (time > TimeSpan.Zero)
        {
            await Cloud.AdvanceAsync(time, cancellationToken);
        }
    }

    public override Task SettleAsync(CancellationToken cancellationToken) => Cloud.RunUntilIdleAsync(cancellationToken);
}
