namespace Fw24.Local.Faults;

/// <summary>A record or message that faults may affect.</summary>
internal interface IFaultTarget
{
    /// <summary>The number of faults that hit a batch containing it. Guarded by the loop's gate.</summary>
    int Faults { get; set; }
}
