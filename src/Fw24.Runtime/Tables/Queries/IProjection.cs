using System.Diagnostics.CodeAnalysis;

namespace Fw24;

/// <summary>
/// A class with some of an entity's properties. Generated code implements it for each class with <see cref="ProjectionAttribute"/>.
/// </summary>
/// <typeparam name="T">The entity.</typeparam>
/// <typeparam name="TSelf">The class.</typeparam>
public interface IProjection<T, TSelf>
    where T : class
    where TSelf : class, IProjection<T, TSelf>
{
    /// <summary>The attributes that it reads, and how.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "Found through the type argument of a query, without reflection.")]
    static abstract ItemProjection<T, TSelf> Projection { get; }
}
