namespace Fw24.Local.Faults;

/// <summary>The faults injected into a cloud so far.</summary>
public sealed class FaultLog
{
    private readonly List<InjectedFault> _injected = [];

    internal FaultLog(LocalFaults plan) => Plan = plan;

    /// <summary>The plan that the faults follow.</summary>
    public LocalFaults Plan { get; }

    /// <summary>The faults, in order.</summary>
    public IReadOnlyList<InjectedFault> Injected => _injected;

    /// <summary>
    /// The number of records that must have been parked because of injected poison: one for a record that no function can read, one per
    /// subscribed handler for an item that no codec can read.
    /// </summary>
    public int PoisonCount { get; internal set; }

    /// <summary>Formats the plan and the faults, one per line.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Join('\n', [Plan.ToString(), .. _injected.Select(static fault => fault.ToString())]);

    internal void Add(InjectedFault fault) => _injected.Add(fault);
}
