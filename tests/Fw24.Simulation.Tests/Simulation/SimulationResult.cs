using System.Globalization;
using Fw24.Local;
using Fw24.Local.Faults;

namespace Fw24.Simulation;

/// <summary>What became of a run.</summary>
/// <param name="Plan">Its plan.</param>
/// <param name="Findings">The broken promises.</param>
/// <param name="Changes">How many changes there were.</param>
/// <param name="Report">What the cloud did.</param>
/// <param name="Faults">What went wrong in it.</param>
internal sealed record SimulationResult(SimulationPlan Plan, IReadOnlyList<Finding> Findings, int Changes, LocalReport Report, FaultLog Faults)
{
    /// <summary>How often a promise was broken in a way.</summary>
    public int Count(FindingKind kind) => Findings.Count(finding => finding.Kind == kind);

    /// <summary>What to read when a promise was broken.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {Plan}
        {Report}
        {string.Join('\n', Findings.Take(20))}
        {(Findings.Count > 20 ? $"and {Findings.Count - 20} more" : "")}
        """).TrimEnd();
}
