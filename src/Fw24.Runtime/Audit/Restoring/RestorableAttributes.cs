using Fw24.Audit.Records;
using Fw24.Changes.Marks;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Audit.Restoring;

/// <summary>Which attributes of an entity's items a restore may write, and why it leaves the others.</summary>
internal sealed class RestorableAttributes
{
    private readonly IReadOnlyList<string> _optional;
    private readonly HashSet<string> _keys;
    private readonly HashSet<string> _sensitive;
    private readonly HashSet<string> _ignored;
    private readonly HashSet<string> _stamped;
    private readonly bool _stampsDeletes;

    public RestorableAttributes(TableModel table, EntityModel entity)
    {
        _keys = [table.PartitionKey.Name];
        if (table.SortKey is { } sort)
        {
            _keys.Add(sort.Name);
        }

        // An attribute that the entity does not have is redacted by the rules of the table's other entities.
        _sensitive =
        [
            .. table.SensitiveNames.Names.Where(name => !table.ClearAttributes.Contains(new ClearAttributeModel(entity.Name, name))),
            .. entity.Sensitive.Select(static sensitive => sensitive.Name),
        ];
        _ignored = [.. entity.AuditIgnored];
        _stamped = [.. Table<object>.StampedBy(entity), DeletionMark.Attribute, WriteReason.Attribute, BackfillMark.Attribute];
        _stampsDeletes = entity.StampsDeletes;
        _optional = entity.Optional ?? [];
    }

    /// <summary>Indicates whether an attribute is one of the key.</summary>
    public bool IsKey(string name) => _keys.Contains(name);

    /// <summary>Indicates whether records show an attribute, and a restore writes it.</summary>
    public bool Contains(string name) => !IsKey(name) && ReasonOf(name) is null;

    /// <summary>Why an attribute is left as it is; <see langword="null"/> if it is not, or is of the key.</summary>
    public LeftReason? ReasonOf(string name)
        => _sensitive.Contains(name) ? LeftReason.Sensitive
            : _ignored.Contains(name) ? LeftReason.NotAudited
            : _stamped.Contains(name) ? LeftReason.Stamped
            : null;

    /// <summary>Gets the part of an item that records show and a restore writes, and its key.</summary>
    public ItemImage PartOf(ItemImage item) => ItemPart.Of(item, name => IsKey(name) || Contains(name));

    /// <summary>
    /// Gets the names of the attributes that a deletion of an item takes with it, whether a restore writes them or not: those that it has,
    /// and those that it may have got since. A deletion that stores its actor writes the stamped ones itself.
    /// </summary>
    public List<string> DeletedWith(ItemImage item)
        => [.. ItemPart.NamesOf(item).Union(_optional, StringComparer.Ordinal).Where(name
            => !IsKey(name) && !name.StartsWith("fw24:", StringComparison.Ordinal) && !(_stampsDeletes && _stamped.Contains(name)))];
}
