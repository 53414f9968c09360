namespace Fw24.Runtime.Tests.Faults;

/// <summary>Fails the n-th call of a seam.</summary>
internal sealed class Fuse(Seam seam, int call)
{
    private readonly Lock _gate = new();
    private int _calls;

    public Seam Seam => seam;

    /// <summary>Indicates whether the n-th call took place.</summary>
    public bool HasBlown { get; private set; }

    /// <summary>Cancels the host.</summary>
    public Action Cancel { get; set; } = static () => { };

    /// <summary>Indicates whether this call is the one to fail, for failures other than exceptions.</summary>
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
