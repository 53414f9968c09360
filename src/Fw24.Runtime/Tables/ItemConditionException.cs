namespace Fw24;

/// <summary>A write was refused because the stored item was not as expected. Nothing was changed.</summary>
/// <param name="message">Which entity and table, and what was expected.</param>
public sealed class ItemConditionException(string message) : InvalidOperationException(message);
