namespace Fw24.Simulation;

/// <summary>A broken promise.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Text">What happened to what.</param>
internal sealed record Finding(FindingKind Kind, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind}: {Text}";
}
