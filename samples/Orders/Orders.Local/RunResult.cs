using System.Globalization;
using Fw24.Audit;
using Fw24.Local;
using Orders.Local.Shops;

namespace Orders.Local;

/// <summary>The result of a run. Counts are of distinct changes: duplicates and retries do not affect them.</summary>
internal sealed record RunResult
{
    /// <summary>The progress of each streamed table's changes.</summary>
    public required IReadOnlyList<TableFlow> Tables { get; init; }

    /// <summary>The number of changes that each handler handled.</summary>
    public required IReadOnlyList<HandlerCount> Handled { get; init; }

    /// <summary>The number of records parked.</summary>
    public required int Parked { get; init; }

    /// <summary>The audit trails of all items.</summary>
    public required IReadOnlyList<AuditTrail> Trails { get; init; }

    /// <summary>The deviations from the expected result, one sentence each.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>The number of mails sent.</summary>
    public required int Mails { get; init; }

    /// <summary>The engine's own counts, including repetitions; <see langword="null"/> if the run was not on it.</summary>
    public required LocalReport? Report { get; init; }

    /// <summary>The amount of cloud time that passed.</summary>
    public required TimeSpan CloudTime { get; init; }

    /// <summary>The real duration of the run.</summary>
    public required TimeSpan Elapsed { get; init; }

    public int Writes => Tables.Sum(static table => table.Writes);

    public int Changes => Tables.Sum(static table => table.Changes);

    public int Published => Tables.Sum(static table => table.Published);

    public int Audited => Tables.Sum(static table => table.Audited);

    public bool IsGood => Differences.Count is 0;

    /// <summary>Formats the line for programs.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"orders: writes={Writes} changes={Changes} published={Published} handled={Handled.Sum(static handler => handler.Changes)} audited={Audited} parked={Parked} fold={(IsGood ? "ok" : "wrong")}");
}
