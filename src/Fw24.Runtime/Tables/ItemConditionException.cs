namespace Fw24;

/// <summary>A write was rejected because the stored item was not as expected. Nothing was changed.</summary>
/// <param name="message">The entity, the table and the expectation.</param>
public class ItemConditionException(string message) : InvalidOperationException(message);
