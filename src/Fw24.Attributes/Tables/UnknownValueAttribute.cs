namespace Fw24;

/// <summary>
/// Marks the enum member that is read for every name that the enum does not have, such as one that a later version of the class writes.
/// </summary>
/// <remarks>The member itself is never written: that would replace the name it was read for. An enum has at most one.</remarks>
[AttributeUsage(AttributeTargets.Field, Inherited = false)]
public sealed class UnknownValueAttribute : Attribute;
