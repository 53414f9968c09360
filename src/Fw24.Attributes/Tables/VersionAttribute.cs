namespace Fw24;

/// <summary>Marks the integer property that counts an item's writes, for optimistic concurrency.</summary>
/// <remarks>A put with an expected version succeeds only when the stored item still has it, and stores the next one.</remarks>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class VersionAttribute : Attribute;
