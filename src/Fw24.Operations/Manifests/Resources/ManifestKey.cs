namespace Fw24.Operations.Manifests.Resources;

/// <summary>An attribute of a key.</summary>
/// <param name="Name">The attribute's name.</param>
internal sealed record ManifestKey(string Name);
