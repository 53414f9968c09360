namespace Fw24.Local.Observation;

/// <summary>The observer of a cloud, if there is one. The parts of the cloud ask at each step, which costs a comparison.</summary>
internal sealed class CloudObservation
{
    private volatile ICloudObserver? _observer;

    /// <summary>The observer; <see langword="null"/> if nobody observes.</summary>
    public ICloudObserver? Observer { get => _observer; set => _observer = value; }
}
