namespace Fw24.Model;

/// <summary>Performs an operation that needs an entity's type, which a list of models does not carry.</summary>
internal interface IEntityVisitor
{
    /// <summary>Visits an entity.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="entity">The entity's model.</param>
    void Visit<T>(EntityModel<T> entity)
        where T : class;
}
