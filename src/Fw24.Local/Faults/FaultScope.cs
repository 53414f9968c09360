namespace Fw24.Local.Faults;

/// <summary>The records or messages of an invocation: what a fault that strikes it strikes.</summary>
/// <param name="targets">The records or messages.</param>
/// <param name="limit">How many faults each of them may see.</param>
internal sealed class FaultScope(IReadOnlyList<IFaultTarget> targets, int limit)
{
    /// <summary>Counts a fault, unless one of them has seen too many.</summary>
    /// <returns>Whether the fault may strike.</returns>
    public bool TryStrike()
    {
        foreach (var target in targets)
        {
            if (target.Faults >= limit)
            {
                return false;
            }
        }

        foreach (var target in targets)
        {
            target.Faults++;
        }

        return true;
    }
}
