using Fw24.Local;
using Fw24.Local.Resources;
using Fw24.Local.Streams;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Integration.Tests.Harness.Releases;

/// <summary>Tables of the embedded engine, which have the last version's indexes from the beginning.</summary>
internal sealed class EmbeddedAccount(LocalTopology last) : Account
{
    private readonly LocalCloud _tables = LocalCloud.Create(
        new AppModel { Name = "tables", Tables = [], Handlers = [] },
        options => options.Topology = TableTopology.Of(last.Tables));

    public override IItemStore Store => _tables.Store;

    public override DateTimeOffset Now => _tables.Time.GetUtcNow();

    public override ValueTask DisposeAsync() => _tables.DisposeAsync();

    protected override Task<IStreamSource?> DeployAsync(TableResource table)
        => Task.FromResult<IStreamSource?>(_tables.Tables[table.Name].Stream);
}
