using System.Text;
using Fw24.Items;
using Fw24.Items.Values;
using Fw24.Json;
using Fw24.Model;

namespace Fw24.Tables;

/// <summary>Compares and increments the versions of an entity's items.</summary>
/// <param name="entity">The entity's name.</param>
/// <param name="attribute">The attribute that holds the version.</param>
/// <param name="table">The table.</param>
internal sealed class VersionCount(string entity, string attribute, TableModel table)
{
    private readonly byte[] _utf8Name = Encoding.UTF8.GetBytes(attribute);

    // The first index whose items look as if they had never been stored.
    private readonly string? _indexWithoutVersion = table.Indexes.FirstOrDefault(index => !IsIn(index, attribute))?.Name;

    /// <summary>Refuses an item that was read from an index without its version, which cannot be compared.</summary>
    /// <exception cref="InvalidOperationException">The item has no version.</exception>
    public void CheckIsRead(object item)
    {
        if (PartialItems.IndexOf(item) is { } name && table.Indexes.Any(index => index.Name == name && !IsIn(index, attribute)))
        {
            throw new InvalidOperationException(
                $"{entity} was not deleted from {table.Name}: the item was read from the index '{name}', which does not contain its version "
                + $"'{attribute}'. Delete it by its key, which compares no version, or get it by its key and delete that one.");
        }
    }

    /// <summary>Describes why no item has a version that a write expects.</summary>
    /// <param name="version">The version.</param>
    /// <param name="conflict">The description for an item that was read with its version.</param>
    /// <remarks>A copy of an item of an index cannot be told from a new item.</remarks>
    public string Conflict(long version, string conflict) => version is 0 && _indexWithoutVersion is { } index
        ? $"{conflict}. If it is a copy of an item of the index '{index}', which does not contain the version '{attribute}': get the item by its key"
        : conflict;

    /// <summary>Gets the version in an item; 0 when it has none.</summary>
    /// <exception cref="ArgumentException">The version is negative.</exception>
    public long Of(ItemImage image)
    {
        if (!image.TryGetAttribute(_utf8Name, out var value))
        {
            return 0;
        }

        return ScalarValue.Read(value, attribute) is { Type: AttributeType.Number } number && NumberText.TryParse(number.Text.Unescape(), out long version)
            ? Checked(version)
            : throw new ArgumentException($"{entity}.{attribute} is not a 64-bit integer, so it cannot be the version of an item of {table.Name}.");
    }

    /// <summary>Creates the stamp with the version after this one.</summary>
    /// <exception cref="ArgumentException">This is the largest version.</exception>
    public ItemStamp After(long version) => ItemStamp.Number(attribute, Next(version));

    /// <summary>Creates the condition that the stored item has the version after this one.</summary>
    /// <exception cref="ArgumentException">This is the largest version.</exception>
    public ItemCondition IsAfter(long version) => Is(Next(version), orNoItem: false);

    /// <summary>Creates the condition that the stored item has a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="orNoItem">Indicates whether a missing item satisfies the condition.</param>
    /// <exception cref="ArgumentException">The version is negative.</exception>
    public ItemCondition Is(long version, bool orNoItem)
        => ItemCondition.Version(attribute, Checked(version), table.PartitionKey.Name, orNoItem);

    private static bool IsIn(IndexModel index, string attribute)
        => index.Projection is not IndexProjection.Include || index.Include.Contains(attribute, StringComparer.Ordinal);

    private long Next(long version) => version < long.MaxValue
        ? version + 1
        : throw new ArgumentException($"{entity}.{attribute} is the largest possible version: {table.Name} cannot store the next one.");

    private long Checked(long version) => version >= 0
        ? version
        : throw new ArgumentException($"{entity}.{attribute} is negative: versions start at 0, that of an item never stored.");
}
