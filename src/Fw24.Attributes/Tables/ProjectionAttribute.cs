namespace Fw24;

/// <summary>
/// Marks a partial class or record with some of an entity's properties, which a query, a scan or a get reads without the others:
/// <c>orders.QueryByCustomer("cus-1").Select&lt;OrderRow&gt;()</c>.
/// </summary>
/// <remarks>
/// Each property is the entity's of the same name and type, and is read as that one is stored. Its own declaration says what an item
/// without the attribute has; a required one has the entity's default value, unless an initializer of the entity's class gives that.
/// </remarks>
/// <param name="entity">The entity.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ProjectionAttribute(Type entity) : Attribute
{
    /// <summary>The entity.</summary>
    public Type Entity { get; } = entity;
}
