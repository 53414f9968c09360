using System.Globalization;
using Fw24.Audit.Records;
using Fw24.Audit.Restoring;
using Fw24.Audit.States;
using Fw24.Items;
using Fw24.Json;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Audit;

/// <summary>
/// A planned write that brings an item back to what its audit trail shows: to a time, or to what it was before changes. It is a preview
/// until <see cref="ApplyAsync"/>.
/// </summary>
/// <typeparam name="T">The entity.</typeparam>
public sealed class ItemRestore<T>
    where T : class
{
    // DynamoDB allows 300 operators for the condition of a write, and each attribute takes two ("Expression limits").
    private const int MaxCompared = 100;

    private readonly TrailReader _reader;
    private readonly EntityModel<T> _entity;
    private readonly RestorableAttributes _attributes;
    private readonly ItemImage _old;
    private readonly ItemImage _new;
    private readonly RestoredFrom? _from;
    private readonly List<string> _compared;

    internal ItemRestore(
        TrailReader reader, EntityModel<T> entity, RestorableAttributes attributes, ItemImage old, ItemImage @new, RestoredFrom? from)
    {
        (_reader, _entity, _attributes, _old, _new, _from) = (reader, entity, attributes, old, @new, from);
        Changes = AuditedChange.Between(attributes.PartOf(old), attributes.PartOf(@new), reader.KeyNames);
        Operation = (old.IsAbsent, @new.IsAbsent) switch
        {
            (true, true) => ChangeOperations.None,
            (true, false) => ChangeOperations.Insert,
            (false, true) => ChangeOperations.Remove,
            _ => Changes.Count > 0 ? ChangeOperations.Modify : ChangeOperations.None,
        };
        _compared = Operation switch
        {
            ChangeOperations.Modify => ItemPart.DifferencesOf(attributes.PartOf(old), attributes.PartOf(@new)),
            ChangeOperations.Remove => attributes.DeletedWith(old),
            _ => [],
        };
    }

    /// <summary>The item's key.</summary>
    public ItemImage Key => _reader.Key;

    /// <summary>What applying the restore does; <see cref="ChangeOperations.None"/> if the item is as it shall be.</summary>
    public ChangeOperations Operation { get; }

    /// <summary>
    /// The values that differ between the item as it is and as it shall be, apart from <see cref="Left"/>. The generated differences of
    /// the entity have them as properties: <c>new OrderChanges(restore.Old!, restore.New!)</c>.
    /// </summary>
    public IReadOnlyList<AuditedChange> Changes { get; }

    /// <summary>The attributes that stay as they are, in ordinal order, with the reason. Those of the key never change.</summary>
    public IReadOnlyList<LeftAttribute> Left { get; internal init; } = [];

    /// <summary>
    /// The reason that the restore cannot be applied; <see langword="null"/> if it can. It contains no item values.
    /// </summary>
    public string? Refusal { get => field ?? Fault; internal init; }

    /// <summary>What becomes of each change that is to be undone, the newest first; empty for the restore of a time.</summary>
    public IReadOnlyList<RecordUndo> Records { get; internal init; } = [];

    /// <summary>The item as it is; <see langword="null"/> if it does not exist.</summary>
    /// <exception cref="ItemFormatException">It cannot be read as the entity.</exception>
    public T? Old => Read(_old);

    /// <summary>
    /// The item as it shall be, before the write determines version and actor; <see langword="null"/> if it shall not exist.
    /// </summary>
    /// <exception cref="ItemFormatException">It cannot be read as the entity: see <see cref="Refusal"/>.</exception>
    public T? New => Read(_new);

    // Why the item would not be a sound one.
    private string? Fault
    {
        get
        {
            if (_compared.Count > MaxCompared)
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"It writes or deletes {_compared.Count} attributes, and DynamoDB compares {MaxCompared} of them in one write: restore "
                    + $"some properties at a time.");
            }

            try
            {
                _ = New;
                return null;
            }
            catch (ItemFormatException exception)
            {
                return $"The item could not be read again. {exception.Message}";
            }
        }
    }

    /// <summary>Writes the item as planned, if it is still as it was when the restore was planned.</summary>
    /// <remarks>
    /// It is one write. It requires the version, if the entity has one, and that each attribute that it writes is as it was then; of an
    /// item that it deletes, each attribute that the entity has or the item had, secrets included, except those that the deletion writes
    /// itself. Nothing is written if the item is as it shall be, such as gone already. The
    /// record of the write says what was restored (<see cref="AuditEntry.Restored"/>); that of a deletion does if deletes of the entity
    /// store their actor (<see cref="AuditActorAttribute.StampDeletes"/>) and the table has one.
    /// </remarks>
    /// <param name="table">The table, with the actor and the reason: <c>orders.As("u-7").Because("ticket 4711")</c>.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The item as stored; <see langword="null"/> if it does not exist now.</returns>
    /// <exception cref="ItemRestoreException">
    /// The restore is refused, or the item has changed: plan it again. Nothing was written.
    /// </exception>
    /// <exception cref="ArgumentException">The table is another one than that of the audit, or a fake.</exception>
    public async Task<T?> ApplyAsync(ITable<T> table, CancellationToken cancellationToken = default)
    {
        var own = Table<T>.Of(table, "restore");
        if (own.Name != _reader.Source.Name)
        {
            throw new ArgumentException(
                $"The restore is of an item of {_reader.Source.Name}, and the table is {own.Name}: use the table of the same stage.",
                nameof(table));
        }

        if ((Refusal ?? own.RestoreFault(Operation) ?? ExpiryFault(own.Time.GetUtcNow())) is { } refusal)
        {
            throw Refused(refusal, []);
        }

        if (Operation is ChangeOperations.None)
        {
            return Old;
        }

        var written = _old.IsAbsent ? ItemPart.Of(_new, IsPut) : _new;
        UpdateResult result;
        try
        {
            result = await own.RestoreAsync(Key, _old, written, _compared, _from!, cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException exception)
        {
            // Such as a required actor that the table does not have.
            throw Refused(exception.Message, []);
        }

        return result.IsUpdated ? Read(result.Item) : throw Changed(result.Item);
    }

    // A write determines the others; the version follows the last one.
    private bool IsPut(string name) => _attributes.IsKey(name) || _attributes.Contains(name) || name == _entity.Version;

    // An item with a time to live in the past is deleted as soon as it is written.
    private string? ExpiryFault(DateTimeOffset now)
    {
        if (_reader.Source.Table.TimeToLive is not { } name
            || ItemPart.ValueOf(_new, name) is not { IsEmpty: false } value
            || ItemPart.AreEqual(value, ItemPart.ValueOf(_old, name)))
        {
            return null;
        }

        return ScalarValue.Read(value.Span, name) is { Type: AttributeType.Number } time
            && long.TryParse(time.Text.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= now.ToUnixTimeSeconds()
            ? $"Its time to live ({name}) would be in the past, so DynamoDB would delete it: restore other properties, or put the item with "
                + "another time."
            : null;
    }

    private ItemRestoreException Changed(ItemImage stored)
    {
        var changed = ItemPart.DifferencesOf(_old, stored).FindAll(static name => !name.StartsWith("fw24:", StringComparison.Ordinal));
        return stored.IsAbsent != _old.IsAbsent ? Refused(stored.IsAbsent ? "It was deleted since." : "It was created since.", changed)
            : changed.Count > 0 ? Refused($"Changed since: {string.Join(", ", changed)}. Plan it again.", changed)
            : Refused($"The item does not satisfy a condition of {_reader.Source.Table.Name} (When).", []);
    }

    private ItemRestoreException Refused(string reason, IReadOnlyList<string> changed)
        => new($"{_entity.Name} was not restored in {_reader.Source.Table.Name}. {reason}", changed);

    private T? Read(ItemImage image) => image.IsAbsent ? null : _entity.FromImage(image);
}
