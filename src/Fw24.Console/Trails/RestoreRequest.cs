namespace Fw24.Console.Trails;

/// <summary>A request to write what a preview shows.</summary>
/// <param name="Preview">The preview.</param>
/// <param name="Actor">The actor; empty for none.</param>
/// <param name="Reason">The reason; empty for none.</param>
public sealed record RestoreRequest(RestorePreview Preview, string Actor, string Reason);
