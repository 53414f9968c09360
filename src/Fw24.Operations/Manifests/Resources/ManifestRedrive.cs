namespace Fw24.Operations.Manifests.Resources;

/// <summary>The dead-letter queue of a queue.</summary>
/// <param name="Queue">The dead-letter queue's name.</param>
/// <param name="MaxReceiveCount">The number of times a message is received before it moves there.</param>
internal sealed record ManifestRedrive(string Queue, int MaxReceiveCount);
