namespace Fw24;

/// <summary>A put was refused because the stored item was not as expected. Nothing was written.</summary>
/// <param name="message">Which entity, and what was expected.</param>
public sealed class ItemConditionException(string message) : InvalidOperationException(message);
