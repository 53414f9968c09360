namespace Fw24.Local.Faults;

/// <summary>A record or message that faults may hit.</summary>
internal interface IFaultTarget
{
    /// <summary>How many faults hit a batch that it was in. Guarded by the loop's gate.</summary>
    int Faults { get; set; }
}
