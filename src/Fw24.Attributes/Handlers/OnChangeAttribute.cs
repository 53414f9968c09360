namespace Fw24;

/// <summary>
/// Invokes a handler for a modified item only if one of these properties changed, and a handler of batches only for some operations.
/// Becomes part of the subscription's filter policy.
/// </summary>
/// <param name="properties">Names of the entity's properties, by <see langword="nameof"/>.</param>
[CLSCompliant(false)]
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OnChangeAttribute(params string[] properties) : Attribute
{
    /// <summary>Names of the entity's properties.</summary>
    public string[] Properties { get; } = properties;

    /// <summary>
    /// The operations that a handler of batches receives. A handler of single changes receives those whose methods it overrides. Default:
    /// all.
    /// </summary>
    public ChangeOperations Operations { get; set; } = ChangeOperations.Insert | ChangeOperations.Modify | ChangeOperations.Remove;

    /// <summary>
    /// The value that the only property must have had before: a string, number, boolean or member of its enum, also by <see
    /// langword="nameof"/>. The function checks it; it is not part of the filter policy. Default: any.
    /// </summary>
    public object? From { get; set; }

    /// <summary>The value that the only property must have now, of the same kinds as <see cref="From"/>. Default: any.</summary>
    public object? To { get; set; }
}
