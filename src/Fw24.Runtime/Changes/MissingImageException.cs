namespace Fw24;

/// <summary>
/// A change came without an image that is needed: the table's stream view type is too small. The record itself is sound, so it fails
/// until the stream is set right, and is not parked.
/// </summary>
/// <param name="message">Which image of what, and which view type has it.</param>
public sealed class MissingImageException(string message) : InvalidOperationException(message);
