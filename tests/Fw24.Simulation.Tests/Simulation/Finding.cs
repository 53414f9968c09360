namespace Fw24.Simulation;

/// <summary>A violated guarantee.</summary>
/// <param name="Kind">The guarantee.</param>
/// <param name="Text">A description.</param>
internal sealed record Finding(FindingKind Kind, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind}: {Text}";
}
