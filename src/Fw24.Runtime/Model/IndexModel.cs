using System.Text;

namespace Fw24.Model;

/// <summary>A global secondary index.</summary>
/// <param name="Name">The index's name.</param>
/// <param name="PartitionKeys">The attributes of the partition key: one to four.</param>
/// <param name="SortKeys">The attributes of the sort key, the first of which sorts first: up to four, none without a sort key.</param>
/// <param name="Projection">The attributes that it contains.</param>
public sealed record IndexModel(
    string Name, IReadOnlyList<KeyAttribute> PartitionKeys, IReadOnlyList<KeyAttribute> SortKeys, IndexProjection Projection)
{
    /// <summary>The attributes that it contains besides the keys, with <see cref="IndexProjection.Include"/>.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>
    /// Indicates whether it also holds the audit records that are kept among the table's items, because they have all attributes of its key.
    /// No handler's role may query it.
    /// </summary>
    public bool HoldsAuditRecords { get; init; }

    /// <summary>All attributes of its key.</summary>
    internal IEnumerable<KeyAttribute> Keys => PartitionKeys.Concat(SortKeys);

    private byte[][] Utf8Keys => field ??= [.. Keys.Select(static key => Encoding.UTF8.GetBytes(key.Name))];

    /// <summary>Indicates whether an attribute is one of its key.</summary>
    internal bool IsKey(in ItemAttribute attribute)
    {
        foreach (var key in Utf8Keys)
        {
            if (attribute.Is(key))
            {
                return true;
            }
        }

        return false;
    }
}
