using System.Globalization;
using Fw24.Audit.Trail;
using Fw24.Local;
using Orders.Local.Shops;

namespace Orders.Local;

/// <summary>What a run came to. Counts are of different changes: duplicates and retries do not alter them.</summary>
internal sealed record RunResult
{
    /// <summary>How far each streamed table's changes came.</summary>
    public required IReadOnlyList<TableFlow> Tables { get; init; }

    /// <summary>How many changes each handler handled.</summary>
    public required IReadOnlyList<HandlerCount> Handled { get; init; }

    /// <summary>How many records were parked.</summary>
    public required int Parked { get; init; }

    /// <summary>The audit trails of all items.</summary>
    public required IReadOnlyList<AuditTrail> Trails { get; init; }

    /// <summary>What is not as it must be, a sentence each.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>How many mails were sent.</summary>
    public required int Mails { get; init; }

    /// <summary>What the cloud itself counted, repetitions included.</summary>
    public required LocalReport Report { get; init; }

    /// <summary>How much of the cloud's time passed.</summary>
    public required TimeSpan CloudTime { get; init; }

    /// <summary>How long that took.</summary>
    public required TimeSpan Elapsed { get; init; }

    public int Writes => Tables.Sum(static table => table.Writes);

    public int Changes => Tables.Sum(static table => table.Changes);

    public int Published => Tables.Sum(static table => table.Published);

    public int Audited => Tables.Sum(static table => table.Audited);

    public bool IsGood => Differences.Count is 0;

    /// <summary>The line that programs read.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"orders: writes={Writes} changes={Changes} published={Published} handled={Handled.Sum(static handler => handler.Changes)} audited={Audited} parked={Parked} fold={(IsGood ? "ok" : "wrong")}");
}
