using System.Runtime.CompilerServices;
using System.Text;
using Fw24.Changes;

namespace Fw24.Model;

/// <summary>Keeps items that came out of redacted messages from being stored over the values that the messages hide.</summary>
/// <remarks>
/// Two things tell them: the instance itself, where it is the one that was read from a message, and the marks of <see cref="Redaction"/> in
/// sensitive attributes, also in a copy, and in an item that was folded from audit records. A copy of an item whose sensitive attributes
/// were removed shows neither.
/// </remarks>
internal static class RedactionCheck
{
    private static readonly object s_redacted = new();
    private static readonly ConditionalWeakTable<object, object> s_items = [];

    /// <summary>Remembers an instance that was read from a message, for as long as it lives.</summary>
    /// <param name="item">The instance.</param>
    public static void Remember(object item) => s_items.TryAdd(item, s_redacted);

    /// <summary>Refuses an item that is redacted.</summary>
    /// <param name="item">The instance.</param>
    /// <param name="image">What would be stored of it.</param>
    /// <param name="table">The table.</param>
    /// <param name="entity">The entity.</param>
    /// <exception cref="RedactedItemException">The item is redacted.</exception>
    public static void Check(object item, ItemImage image, TableModel table, EntityModel entity)
    {
        if (entity.SensitiveProperties.Count == 0)
        {
            return;
        }

        if (s_items.TryGetValue(item, out _))
        {
            throw new RedactedItemException(
                $"{entity.Name} was not written to {table.Name}: the item was read from a change message, which does not have the values of {Names(entity)}. {Remedy}");
        }

        if (RedactionMark.MayBeIn(image.Json.Span) && FindMark(image, entity) is { } marked)
        {
            throw new RedactedItemException(
                $"{entity.Name} was not written to {table.Name}: {marked} holds the mark of a redaction instead of a value, as in change messages and audit records. {Remedy}");
        }
    }

    private static string Remedy
        => $"Read the item from the table, change that and put it. Where it is to be stored as it is, say {nameof(ITable<>.WithoutRedactionCheck)}().";

    private static string Names(EntityModel entity) => string.Join(", ", entity.SensitiveProperties.Select(static sensitive => sensitive.Name));

    // Whichever of the marks: an attribute may have been redacted in another way when the item was published.
    private static string? FindMark(ItemImage image, EntityModel entity)
    {
        foreach (var attribute in image)
        {
            if (!RedactionMark.Is(attribute.Value))
            {
                continue;
            }

            var name = Encoding.UTF8.GetString(attribute.Name);
            if (entity.SensitiveProperties.Any(sensitive => sensitive.Name == name))
            {
                return name;
            }
        }

        return null;
    }
}
