namespace Fw24;

/// <summary>Invokes a handler for a modified item only if one of these properties changed. Becomes part of the subscription's filter policy.</summary>
/// <param name="properties">Names of the entity's properties, by <see langword="nameof"/>.</param>
[CLSCompliant(false)]
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OnChangeAttribute(params string[] properties) : Attribute
{
    /// <summary>Names of the entity's properties.</summary>
    public string[] Properties { get; } = properties;
}
