using System.Globalization;

namespace Fw24.Local.Faults;

/// <summary>A fault that struck.</summary>
/// <param name="Step">The step of the run at which it did: how many boundaries had been crossed before.</param>
/// <param name="At">When.</param>
/// <param name="Boundary">Where.</param>
/// <param name="Kind">What it did.</param>
/// <param name="Target">The function, table or queue it struck.</param>
public sealed record InjectedFault(long Step, DateTimeOffset At, FaultBoundary Boundary, FaultKind Kind, string Target)
{
    /// <inheritdoc/>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"#{Step} {At:HH:mm:ss.fff} {Kind} at {Boundary} of {Target}");
}
