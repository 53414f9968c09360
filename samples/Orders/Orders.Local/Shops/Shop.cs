using Fw24.Audit;
using Fw24.Local;
using Fw24.Model;
using Fw24.Tables;
using Orders.Local.Commands;

namespace Orders.Local.Shops;

/// <summary>The shop and all that runs its functions: in this process, or at endpoints.</summary>
internal abstract class Shop : IAsyncDisposable
{
    /// <summary>The tables that commands write to.</summary>
    public abstract ShopTables Tables { get; }

    /// <summary>The items of all tables.</summary>
    public IItemStore Store => Tables.Items;

    /// <summary>The shop's time.</summary>
    public abstract DateTimeOffset Now { get; }

    public CountingMailer Mailer { get; } = new();

    public HandledChanges Handled { get; } = new();

    /// <summary>The number of poison records that were injected.</summary>
    public virtual int Poison => 0;

    /// <summary>Counts of the work done, including repetitions, where they are known.</summary>
    public virtual LocalReport? Report => null;

    /// <summary>The number of distinct changes that a table's stream has reported so far.</summary>
    public abstract int ChangesOf(string table);

    /// <summary>The number of distinct changes that a table's topic has accepted.</summary>
    public abstract Task<int> PublishedOfAsync(TableModel table, CancellationToken cancellationToken);

    /// <summary>The number of records and messages that were parked.</summary>
    public abstract Task<int> ParkedAsync(CancellationToken cancellationToken);

    /// <summary>The queues that still hold messages, without the parking queue.</summary>
    public abstract Task<IReadOnlyList<(string Queue, int Messages)>> LeftoversAsync(CancellationToken cancellationToken);

    /// <summary>Reads the audit records of a table, unordered and possibly with duplicates, and the gaps between them.</summary>
    public abstract Task<AuditLog> ReadAuditAsync(TableModel table, CancellationToken cancellationToken);

    /// <summary>Runs the functions until the time of the next command.</summary>
    public abstract Task AdvanceToAsync(DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Runs the functions until nothing is left to do.</summary>
    public abstract Task SettleAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
