namespace Fw24;

/// <summary>
/// An item was refused because it came from a change message, in which its sensitive attributes are redacted: the redacted values would overwrite the
/// real ones. Nothing was written.
/// </summary>
/// <remarks>See <see cref="ITable{T}.WithoutRedactionCheck"/>.</remarks>
/// <param name="message">The entity and attribute, and the remedy.</param>
public sealed class RedactedItemException(string message) : InvalidOperationException(message);
