using System.Globalization;
using Fw24.Local;
using Fw24.Local.Faults;

namespace Fw24.Simulation;

/// <summary>The result of a run.</summary>
/// <param name="Plan">Its plan.</param>
/// <param name="Findings">The violated guarantees.</param>
/// <param name="Changes">The number of changes.</param>
/// <param name="Effects">The number of effects of idempotent handlers.</param>
/// <param name="Repeated">
/// The number of effects of idempotent handlers that came again, because the function ended between the first and its record.
/// </param>
/// <param name="Report">The cloud's counts.</param>
/// <param name="Faults">The injected faults.</param>
internal sealed record SimulationResult(
    SimulationPlan Plan, IReadOnlyList<Finding> Findings, int Changes, int Effects, int Repeated, LocalReport Report, FaultLog Faults)
{
    /// <summary>Counts the findings of a kind.</summary>
    public int Count(FindingKind kind) => Findings.Count(finding => finding.Kind == kind);

    /// <summary>Formats the result for the report of a failure.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {Plan}
        {Report}
        {string.Join('\n', Findings.Take(20))}
        {(Findings.Count > 20 ? $"and {Findings.Count - 20} more" : "")}
        """).TrimEnd();
}
