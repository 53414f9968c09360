namespace Fw24;

/// <summary>
/// A change lacks an image that is needed: the table's stream view type is too narrow. The record itself is valid, so it is not parked but
/// fails until the stream is corrected.
/// </summary>
/// <param name="message">The missing image, its entity, and the view type that includes it.</param>
public sealed class MissingImageException(string message) : InvalidOperationException(message);
