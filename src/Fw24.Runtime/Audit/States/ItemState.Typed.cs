using Fw24.Model;

namespace Fw24.Audit;

/// <summary>An item of an entity as it was at a time, as far as its audit trail shows.</summary>
/// <typeparam name="T">The entity.</typeparam>
public sealed class ItemState<T> : ItemState
    where T : class
{
    private readonly TableModel _table;
    private readonly EntityModel<T> _entity;

    internal ItemState(
        DateTimeOffset at,
        ItemImage key,
        AuditedItem audited,
        IReadOnlyList<string> hidden,
        TableModel table,
        EntityModel<T> entity)
        : base(at, key, audited, hidden)
        => (_table, _entity) = (table, entity);

    /// <summary>
    /// The item; <see langword="null"/> if it did not exist. The properties of <see cref="ItemState.NotShown"/> have no values, or
    /// redaction marks: tables refuse
    /// to store the instance if one of them is sensitive.
    /// </summary>
    /// <exception cref="AuditTrailException">The item is not known, or only in part: see <see cref="ItemState.Reason"/>.</exception>
    /// <exception cref="ItemFormatException">
    /// It cannot be read as the entity: it was another one, or an attribute that is not audited is required.
    /// </exception>
    public T? Item
    {
        get
        {
            var image = Audited.Item;
            if (image.IsAbsent)
            {
                return null;
            }

            if (!ReferenceEquals(_table.EntityOf(image), _entity))
            {
                throw new ItemFormatException(_entity.Name, _table.Discriminator ?? "", _entity.Name, "an item of another entity");
            }

            var item = _entity.FromImage(image);
            if (_entity.SensitiveProperties.Count > 0)
            {
                RedactionCheck.Remember(item);
            }

            return item;
        }
    }
}
