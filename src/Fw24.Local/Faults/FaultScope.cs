namespace Fw24.Local.Faults;

/// <summary>The records or messages of an invocation, all of which a fault in it affects.</summary>
/// <param name="targets">The records or messages.</param>
/// <param name="limit">The number of faults that each may see.</param>
internal sealed class FaultScope(IReadOnlyList<IFaultTarget> targets, int limit)
{
    /// <summary>Counts a fault, unless one of the targets has reached the limit.</summary>
    /// <returns><see langword="true"/> if the fault may strike.</returns>
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
