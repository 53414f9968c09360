namespace Fw24.Runtime.Tests.Faults;

/// <summary>Blows once: at the n-th call of a seam.</summary>
/// <param name="seam">The seam.</param>
/// <param name="call">Which call, from 1.</param>
internal sealed class Fuse(Seam seam, int call)
{
    private readonly Lock _gate = new();
    private int _calls;

    public Seam Seam => seam;

    /// <summary>Whether there was an n-th call.</summary>
    public bool HasBlown { get; private set; }

    /// <summary>What the host does to cancel.</summary>
    public Action Cancel { get; set; } = static () => { };

    /// <summary>Whether this call is the one to fail, where failing is not to throw.</summary>
    public bool Blows(Seam at)
    {
        lock (_gate)
        {
            if (at != seam && seam is not Seam.Cancellation || ++_calls != call)
            {
                return false;
            }

            HasBlown = true;
        }

        if (seam is Seam.Cancellation)
        {
            Cancel();
            return false;
        }

        return true;
    }

    /// <summary>Throws if this call is the one to fail.</summary>
    public void Pass(Seam at)
    {
        if (Blows(at))
        {
            throw new FuseException();
        }
    }

    private sealed class FuseException : Exception;
}
