namespace Fw24;

/// <summary>
/// Says that a handler, or a class that handlers are given, reads and writes an entity's table: its function is allowed to. What a handler's constructor
/// asks for is seen without it, as <c>ITable&lt;T&gt;</c> or through the constructors of the app's classes; this is for what no compiler sees, such as a
/// table from an <see cref="IServiceProvider"/> or in a class of another library.
/// </summary>
/// <param name="entity">The entity: a class with <see cref="DynamoTableAttribute"/>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = true)]
public sealed class UsesTableAttribute(Type entity) : Attribute
{
    /// <summary>The entity.</summary>
    public Type Entity { get; } = entity;
}
