namespace Fw24;

/// <summary>Marks the integer property that counts an item's writes, for optimistic concurrency.</summary>
/// <remarks>
/// Every write of a table checks and counts it, unless it is told not to: it happens only while the stored item has the version that the
/// written one was read with, and stores the next one. An item that was never stored has version 0, and so has a stored one without the attribute.
/// </remarks>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class VersionAttribute : Attribute;
