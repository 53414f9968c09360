namespace Fw24.Tables;

/// <summary>A store refuses an item, however often it is tried: it is over 400 KB, nested too deeply, or its key is of another type.</summary>
/// <param name="message">Which table, and why, without any of the item's values.</param>
public sealed class ItemRefusedException(string message) : InvalidOperationException(message);
