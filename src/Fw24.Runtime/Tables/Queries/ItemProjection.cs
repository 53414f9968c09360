using Fw24.Items;

namespace Fw24;

/// <summary>The attributes that a projection reads, and how. Generated code creates it.</summary>
/// <typeparam name="T">The entity.</typeparam>
/// <typeparam name="TRow">The class with some of its properties.</typeparam>
public sealed class ItemProjection<T, TRow>
    where T : class
    where TRow : class
{
    /// <summary>The class's name, for errors.</summary>
    public required string Name { get; init; }

    /// <summary>The names of the attributes.</summary>
    public required IReadOnlyList<string> Attributes { get; init; }

    /// <summary>The earlier names of these attributes, by which items are still read.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Reads an item.</summary>
    public required ItemRead<TRow> Read { get; init; }
}
