namespace Fw24.Model;

/// <summary>Does for an entity what needs its type: a list of models does not have it.</summary>
public interface IEntityVisitor
{
    /// <summary>Visits an entity.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="entity">Its model.</param>
    void Visit<T>(EntityModel<T> entity)
        where T : class;
}
