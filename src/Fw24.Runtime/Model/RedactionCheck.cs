using System.Runtime.CompilerServices;
using System.Text;
using Fw24.Changes;

namespace Fw24.Model;

/// <summary>Prevents items from redacted messages from overwriting the values that the messages hide.</summary>
/// <remarks>
/// Such items are recognized in two ways: by the instance that was read from a message, and by the marks of <see cref="Redaction"/> in
/// sensitive attributes, which copies and items folded from audit records contain, too. A copy whose sensitive attributes were removed is
/// recognized by neither.
/// </remarks>
internal static class RedactionCheck
{
    private static readonly object s_redacted = new();
    private static readonly ConditionalWeakTable<object, object> s_items = [];

    /// <summary>Records an instance that was read from a message, for the instance's lifetime.</summary>
    public static void Remember(object item) => s_items.TryAdd(item, s_redacted);

    /// <summary>Refuses a redacted item.</summary>
    /// <param name="item">The instance.</param>
    /// <param name="image">The image to store.</param>
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
                $"{entity.Name} was not written to {table.Name}: the item was read from a change message, which does not contain the values of {Names(entity)}. {Remedy}");
        }

        if (RedactionMark.MayBeIn(image.Json.Span) && FindMark(image, entity) is { } marked)
        {
            throw new RedactedItemException(
                $"{entity.Name} was not written to {table.Name}: {marked} contains a redaction mark instead of a value, as in change messages and audit records. {Remedy}");
        }
    }

    private static string Remedy
        => "Read the item from the table, then change and put that one. To store this item as it is, use WithoutRedactionCheck().";

    private static string Names(EntityModel entity) => string.Join(", ", entity.SensitiveProperties.Select(static sensitive => sensitive.Name));

    // Any mark counts: the redaction may have changed since the item was published.
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
