namespace Fw24.Local.Faults;

/// <summary>The faults that struck a cloud so far.</summary>
public sealed class FaultLog
{
    private readonly List<InjectedFault> _injected = [];

    internal FaultLog(LocalFaults plan) => Plan = plan;

    /// <summary>The plan they follow.</summary>
    public LocalFaults Plan { get; }

    /// <summary>The faults, in order.</summary>
    public IReadOnlyList<InjectedFault> Injected => _injected;

    /// <summary>
    /// How many records must have been parked because of the poison that was injected: one for a record that no function can read, one per
    /// subscribed handler for an item that no codec can.
    /// </summary>
    public int PoisonCount { get; internal set; }

    /// <summary>Prints the plan and every fault, one a line.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Join('\n', [Plan.ToString(), .. _injected.Select(static fault => fault.ToString())]);

    internal void Add(InjectedFault fault) => _injected.Add(fault);
}
