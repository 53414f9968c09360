using System.Runtime.CompilerServices;
using Fw24.Model;

namespace Fw24.Tables;

/// <summary>Prevents items that were read from an index with some of their attributes from being written without the others.</summary>
/// <remarks>They are recognized by the instance. A copy is not recognized.</remarks>
internal static class PartialItems
{
    private static readonly ConditionalWeakTable<object, string> s_indexes = [];

    // Set once, so that writes of programs without such indexes look nothing up.
    private static bool s_hasAny;

    /// <summary>Records an instance that was read from an index, for the instance's lifetime.</summary>
    /// <param name="item">The instance.</param>
    /// <param name="index">The index.</param>
    public static void Remember(object item, string index)
    {
        s_hasAny = true;
        s_indexes.AddOrUpdate(item, index);
    }

    /// <summary>Gets the index that an instance was read from with some of its attributes; <see langword="null"/> for every other.</summary>
    public static string? IndexOf(object item) => s_hasAny && s_indexes.TryGetValue(item, out var index) ? index : null;

    /// <summary>Refuses an item with some of its attributes.</summary>
    /// <param name="item">The instance.</param>
    /// <param name="table">The table.</param>
    /// <param name="entity">The entity.</param>
    /// <exception cref="InvalidOperationException">The item was read from an index that does not contain all attributes.</exception>
    public static void Check(object item, TableModel table, EntityModel entity)
    {
        if (IndexOf(item) is { } index)
        {
            throw new InvalidOperationException(
                $"{entity.Name} was not written to {table.Name}: the item was read from the index '{index}', which contains only some of "
                + "its attributes. Get the item by its key, then change and put that one.");
        }
    }
}
