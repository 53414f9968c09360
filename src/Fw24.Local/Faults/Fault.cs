using Fw24.Local.Scheduling;

namespace Fw24.Local.Faults;

/// <summary>A decision of the injector.</summary>
/// <param name="Kind">What is to happen.</param>
/// <param name="Details">Where its details come from.</param>
internal readonly record struct Fault(FaultKind Kind, SeededRandom? Details)
{
    public static Fault None => default;
}
