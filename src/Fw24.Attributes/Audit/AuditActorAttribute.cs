namespace Fw24;

/// <summary>
/// Marks the string property that holds who wrote the item. A delete's record shows the last writer, taken from the old image, unless
/// <see cref="StampDeletes"/> is set.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class AuditActorAttribute : Attribute
{
    /// <summary>
    /// Indicates whether a delete on behalf of an actor (<c>orders.As("u-7").DeleteAsync(…)</c>) first writes the actor to the item, so that
    /// the removal's record names who deleted it. Such a delete is two writes and has two records in the stream. Default:
    /// <see langword="false"/>.
    /// </summary>
    public bool StampDeletes { get; set; }
}
