using System.Globalization;

namespace Fw24.Local.Faults;

/// <summary>A fault that struck.</summary>
/// <param name="Step">The step of the run at which it struck: the number of boundaries crossed before.</param>
/// <param name="At">The time at which it struck.</param>
/// <param name="Boundary">The boundary at which it struck.</param>
/// <param name="Kind">Its effect.</param>
/// <param name="Target">The function, table or queue it struck.</param>
public sealed record InjectedFault(long Step, DateTimeOffset At, FaultBoundary Boundary, FaultKind Kind, string Target)
{
    /// <inheritdoc/>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"#{Step} {At:HH:mm:ss.fff} {Kind} at {Boundary} of {Target}");
}
