namespace Fw24;

/// <summary>
/// Names the actor of a handler's writes: each write through an <c>ITable</c> stores the name in the item's
/// <see cref="AuditActorAttribute"/> property. Without this attribute, the property keeps the value that the handler gives it.
/// </summary>
/// <remarks>
/// <c>As(actor)</c> of the table names another actor for some writes. Items without such a property are not affected. The actor applies
/// to all code that the handler calls and awaits, and to work that it starts.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ActAsAttribute : Attribute
{
    /// <summary>The actor's name; at least one character. Default: <see langword="null"/>, which is the handler's name.</summary>
    public string? Actor { get; set; }

    /// <summary>
    /// Indicates whether the actor is the one who made the change that is handled. If the change has none, it is <see cref="Actor"/>.
    /// Default: <see langword="false"/>.
    /// </summary>
    public bool OnBehalf { get; set; }
}
