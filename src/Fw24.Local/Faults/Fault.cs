using Fw24.Local.Scheduling;

namespace Fw24.Local.Faults;

/// <summary>A decision of the injector.</summary>
/// <param name="Kind">The effect.</param>
/// <param name="Details">The source of its random details.</param>
internal readonly record struct Fault(FaultKind Kind, SeededRandom? Details)
{
    public static Fault None => default;
}
