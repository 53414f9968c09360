using Fw24.Local;
using Fw24.Local.Resources;
using Fw24.Local.Streams;
using Fw24.Tables;

namespace Fw24.Integration.Tests.Harness.Releases;

/// <summary>The tables of an account, which stay while versions of an app are deployed.</summary>
internal abstract class Account : IAsyncDisposable
{
    private readonly Dictionary<string, ContinuedStream> _streams = [];

    public abstract IItemStore Store { get; }

    /// <summary>The time of the tables' clock.</summary>
    public abstract DateTimeOffset Now { get; }

    /// <summary>The number of stream records that functions have read.</summary>
    public int Records => _streams.Values.Sum(static stream => stream.Records);

    /// <summary>Creates the tables and indexes that a version adds.</summary>
    public async Task DeployAsync(LocalTopology topology)
    {
        foreach (var table in topology.Tables)
        {
            if (await DeployAsync(table) is { } stream)
            {
                _streams.TryAdd(table.Name, new ContinuedStream(stream));
            }
        }
    }

    /// <summary>Has a cloud use these tables.</summary>
    public void Connect(LocalCloudOptions options) => options.UseTables(Store, table => _streams[table.Name]);

    public abstract ValueTask DisposeAsync();

    /// <summary>Creates a table or its new indexes.</summary>
    /// <returns>The table's stream, if it has one.</returns>
    protected abstract Task<IStreamSource?> DeployAsync(TableResource table);
}
