namespace Fw24;

/// <summary>Marks the integer property that counts an item's writes, for optimistic concurrency.</summary>
/// <remarks>
/// Unless told otherwise, every write succeeds only if the stored item still has the version that was read, and stores the next version. A new item,
/// and a stored item without the attribute, have version 0.
/// </remarks>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class VersionAttribute : Attribute;
