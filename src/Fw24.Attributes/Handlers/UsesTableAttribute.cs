namespace Fw24;

/// <summary>
/// Grants the function of a handler, or of each handler that uses the marked class, read and write access to an entity's table. A table that a constructor
/// asks for, as <c>ITable&lt;T&gt;</c> or through the app's classes, is found without this attribute. Use it for tables the compiler cannot see, such as one
/// from an <see cref="IServiceProvider"/> or in a class of another library.
/// </summary>
/// <param name="entity">The entity: a class with <see cref="DynamoTableAttribute"/>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = true)]
public sealed class UsesTableAttribute(Type entity) : Attribute
{
    /// <summary>The entity.</summary>
    public Type Entity { get; } = entity;
}
