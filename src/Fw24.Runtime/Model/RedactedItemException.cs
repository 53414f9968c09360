namespace Fw24;

/// <summary>An item was refused because it came out of a change message, in which its sensitive attributes are redacted: it would take the place of what they hide. Nothing was written.</summary>
/// <remarks>See <see cref="ITable{T}.WithoutRedactionCheck"/>.</remarks>
/// <param name="message">Which entity and attribute, and what to do.</param>
public sealed class RedactedItemException(string message) : InvalidOperationException(message);
