using System.Text;
using Fw24.Changes.Marks;
using Fw24.Items;
using Fw24.Model;
using Fw24.Tables.Writes;

namespace Fw24.Tables;

/// <content>Writes. Each is prepared here, whether it is sent alone or in a transaction.</content>
internal sealed partial class Table<T>
{
    private const string OtherEntity = "the item with its key is one of another entity";

    private const string OtherVersion = "the stored item has a different version than expected, or does not exist. It has been changed since "
        + "it was read: read it again, or continue with the item that the last write returned";

    /// <summary>The store, which a transaction's tables share.</summary>
    internal IItemStore Store => _store;

    /// <summary>The clock.</summary>
    internal TimeProvider Time => _time;

    /// <summary>Gets the implementation of a table.</summary>
    /// <exception cref="ArgumentException">The table is another implementation, such as a fake.</exception>
    internal static Table<T> Of(ITable<T> table, string use)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table as Table<T> ?? throw new ArgumentException(
            $"A {use} needs the ITable<{typeof(T).Name}> that the app's services provide, not {table.GetType().Name}.", nameof(table));
    }

    public async Task<T> PutAsync(T item, CancellationToken cancellationToken = default)
    {
        var write = PreparePut(item, out var stored);
        await SendAsync(write, cancellationToken).ConfigureAwait(false);
        return stored;
    }

    public async Task<T> CreateAsync(T item, CancellationToken cancellationToken = default)
    {
        var write = PrepareCreate(item, out var stored);
        await SendAsync(write, cancellationToken).ConfigureAwait(false);
        return stored;
    }

    public async Task<T> ReplaceAsync(T item, CancellationToken cancellationToken = default)
    {
        var write = PrepareReplace(item, out var stored);
        await SendAsync(write, cancellationToken).ConfigureAwait(false);
        return stored;
    }

    public async Task<T> ReplaceAsync(T item, long expectedVersion, CancellationToken cancellationToken = default)
    {
        var versions = _versions ?? throw WithoutVersion();
        var write = PrepareVersion(ToImage(item), versions, expectedVersion, out var stored);
        await SendAsync(write, cancellationToken).ConfigureAwait(false);
        return stored;
    }

    public async Task<T> UpdateAsync<TFields>(
        ItemImage key, TFields fields, Action<UpdateBuilder<TFields>> update, CancellationToken cancellationToken = default)
    {
        var write = PrepareUpdate(key, fields, update);
        var (change, condition) = (write.Action.Update!, write.Action.Condition);
        var result = await _store.UpdateAndReadAsync(_name, change, condition, cancellationToken).ConfigureAwait(false);
        return result.IsUpdated
            ? _reader.Read(result.Item)
            : throw new ItemConditionException($"{write.Failure}: {write.Explain(result.Item).Text}.");
    }

    /// <summary>Prepares a put, which keeps attributes that the class does not have.</summary>
    internal PreparedWrite PreparePut(T item, out T stored)
    {
        var image = ToImage(item);
        if (Versions is not { } versions)
        {
            return PrepareWrite(image, CurrentStamps, null, keepsOthers: true, out stored);
        }

        // An item of version 0 was never stored, or was stored before its entity had a version.
        var version = versions.Of(image);
        ItemStamp[] stamps = [.. CurrentStamps, versions.After(version)];
        var isVersion = new Requirement(versions.Is(version, orNoItem: version == 0), versions.Conflict(version, OtherVersion), IsVersion: true);
        return PrepareWrite(image, stamps, isVersion, keepsOthers: true, out stored);
    }

    /// <summary>Prepares a put of an item that must not exist.</summary>
    internal PreparedWrite PrepareCreate(T item, out T stored)
    {
        ItemStamp[] stamps = Versions is { } versions ? [.. CurrentStamps, versions.After(0)] : CurrentStamps;
        var isNew = new Requirement(ItemCondition.NotExists(_table.PartitionKey.Name), "an item with its key already exists");
        return PrepareWrite(ToImage(item), stamps, isNew, keepsOthers: false, out stored);
    }

    /// <summary>Prepares a put of an item that must exist.</summary>
    internal PreparedWrite PrepareReplace(T item, out T stored)
    {
        var image = ToImage(item);
        if (Versions is { } versions)
        {
            return PrepareVersion(image, versions, versions.Of(image), out stored);
        }

        var exists = new Requirement(ItemCondition.Exists(_table.PartitionKey.Name), "no item with its key exists");
        return PrepareWrite(image, CurrentStamps, exists, keepsOthers: false, out stored);
    }

    /// <summary>Prepares a write of some properties.</summary>
    internal PreparedWrite PrepareUpdate<TFields>(ItemImage key, TFields fields, Action<UpdateBuilder<TFields>> update)
    {
        ArgumentNullException.ThrowIfNull(update);
        RefuseAuditRow(key);
        var builder = new UpdateBuilder<TFields>(fields);
        update(builder);
        List<Requirement> requirements = [];
        if (IsOfEntity(builder.IsUpsert) is { } isOfEntity)
        {
            requirements.Add(new(isOfEntity, OtherEntity)
            {
                Missing = "no item with its key exists, or it does not satisfy the conditions",
            });
        }

        if (builder.Version is { } version)
        {
            var versions = _versions ?? throw WithoutVersion();
            requirements.Add(new(versions.Is(version, builder.IsUpsert), versions.Conflict(version, OtherVersion), IsVersion: true));
        }

        Add(requirements, ItemCondition.All(builder.Condition, Condition), "the stored item does not satisfy the conditions");
        var written = new ItemUpdate(key, Unmarking(WithStamps(builder.Actions)));
        if (builder.IsUpsert)
        {
            RefuseUnreadable(written);
        }

        return new PreparedWrite(_entity.Name, _table.Name, $"{_entity.Name} was not updated in {_table.Name}", requirements)
        {
            Action = TransactionAction.ToUpdate(_name, written, PreparedWrite.ConditionOf(requirements)),
        };
    }

    /// <summary>Prepares a check that an item exists, and satisfies a condition.</summary>
    internal PreparedWrite PrepareCheck(ItemImage key, ItemCondition? condition)
        => PrepareCheck(
            key,
            new Requirement(IsOfEntity(orNoItem: false)!, OtherEntity) { Missing = "no item with its key exists" },
            ItemCondition.All(condition, Condition));

    /// <summary>Prepares a check that no item exists.</summary>
    internal PreparedWrite PrepareMissing(ItemImage key)
        => PrepareCheck(key, new Requirement(ItemCondition.NotExists(_table.PartitionKey.Name), "an item with its key exists"), null);

    private PreparedWrite PrepareCheck(ItemImage key, Requirement requirement, ItemCondition? condition)
    {
        RefuseAuditRow(key);
        List<Requirement> requirements = [requirement];
        Add(requirements, condition, "the stored item does not satisfy the condition");
        return new PreparedWrite(_entity.Name, _table.Name, $"{_entity.Name} did not pass its check in {_table.Name}", requirements)
        {
            Action = TransactionAction.ToCheck(_name, key, PreparedWrite.ConditionOf(requirements)!),
        };
    }

    private PreparedWrite PrepareVersion(ItemImage image, VersionCount versions, long version, out T stored)
    {
        ItemStamp[] stamps = [.. CurrentStamps, versions.After(version)];
        var isVersion = new Requirement(versions.Is(version, orNoItem: false), versions.Conflict(version, OtherVersion), IsVersion: true);
        return PrepareWrite(image, stamps, isVersion, keepsOthers: false, out stored);
    }

    private PreparedWrite PrepareWrite(ItemImage image, ItemStamp[] stamps, Requirement? requirement, bool keepsOthers, out T stored)
    {
        image = ItemStamp.Apply(image, stamps);
        stored = ReadBack(image);
        var requirements = WithCondition(requirement);
        var condition = PreparedWrite.ConditionOf(requirements);
        return new PreparedWrite(_entity.Name, _table.Name, $"{_entity.Name} was not written to {_table.Name}", requirements)
        {
            Action = keepsOthers && _entity.Optional is { } optional
                ? TransactionAction.ToUpdate(_name, UpdateTo(image, optional), condition)
                : TransactionAction.ToPut(_name, image, condition),
        };
    }

    private List<Requirement> WithCondition(Requirement? requirement)
    {
        List<Requirement> requirements = requirement is null ? [] : [requirement];
        Add(requirements, Condition, "the stored item does not satisfy the condition");
        return requirements;
    }

    private static void Add(List<Requirement> requirements, ItemCondition? condition, string otherwise)
    {
        if (condition is not null)
        {
            requirements.Add(new Requirement(condition, otherwise));
        }
    }

    private async ValueTask SendAsync(PreparedWrite write, CancellationToken cancellationToken)
    {
        var action = write.Action;
        var isDone = action.Kind switch
        {
            TransactionActionKind.Put => _store.PutAsync(_name, action.Image, action.Condition, cancellationToken),
            TransactionActionKind.Update => _store.UpdateAsync(_name, action.Update!, action.Condition, cancellationToken),
            _ => _store.DeleteAsync(_name, action.Image, action.Condition, cancellationToken),
        };
        if (!await isDone.ConfigureAwait(false))
        {
            throw new ItemConditionException($"{write.Failure}: {write.Explain()}.");
        }
    }

    private InvalidOperationException WithoutVersion() => new($"{_entity.Name} has no [Version] property to compare.");

    // The item exists, if it must, and is one of this entity.
    private ItemCondition? IsOfEntity(bool orNoItem)
    {
        var exists = orNoItem ? null : ItemCondition.Exists(_table.PartitionKey.Name);
        if (_reader.IsMarked is not { } isMarked)
        {
            return exists;
        }

        return ReferenceEquals(_table.UnmarkedEntity, _entity) ? ItemCondition.All(exists, isMarked)
            : orNoItem ? ItemCondition.NotExists(_table.PartitionKey.Name) | isMarked
            : isMarked;
    }

    // The actions of an update with those of a put: the entity's and the actor's marks, and the next version.
    private List<ItemAction> WithStamps(List<ItemAction> actions)
    {
        var nothing = new ItemImage("{}"u8.ToArray());
        if (!AllowsRedacted && _entity.SensitiveProperties.Count > 0)
        {
            RedactionCheck.Check(actions, new ItemUpdate(nothing, actions).ApplyTo(default), _table, _entity);
        }

        List<ItemAction> all = [.. actions];
        foreach (var stamp in CurrentStamps)
        {
            all.RemoveAll(action => action.Attribute == stamp.Attribute);
            all.Add(new(stamp.IsRemoval ? ItemActionKind.Remove : ItemActionKind.Set, stamp.Attribute, stamp.Value));
        }

        if (Versions is not null)
        {
            all.Add(new(ItemActionKind.Add, _entity.Version!, """{"N":"1"}"""u8.ToArray()));
        }

        return all;
    }

    // Removes the attribute of a property that became null, and an alias whose value the present attribute now has.
    private ItemUpdate UpdateTo(ItemImage image, IReadOnlyList<string> optional)
    {
        var lacking = new List<string>();
        foreach (var name in optional)
        {
            if (!image.TryGetAttribute(Encoding.UTF8.GetBytes(name), out _))
            {
                lacking.Add(name);
            }
        }

        if (_entity.StampsDeletes)
        {
            lacking.Add(DeletionMark.Attribute);
        }

        return new ItemUpdate(_table.KeyOf(image), image, lacking);
    }

    // Whether there is an item is only known once it is too late.
    private void RefuseUnreadable(ItemUpdate update)
    {
        try
        {
            _ = _entity.FromImage(update.ApplyTo(default));
        }
        catch (ItemFormatException exception)
        {
            throw new ArgumentException(
                $"{_entity.Name} was not updated in {_table.Name}: the item that it would create if there is none could not be read. "
                + $"{exception.Message} Set the property, or leave out OrCreate.",
                exception);
        }
    }

    // A write ends the delete of an actor that has marked the item: that delete fails, and a later one is not the actor's.
    private List<ItemAction> Unmarking(List<ItemAction> actions)
    {
        if (_entity.StampsDeletes)
        {
            actions.Add(new(ItemActionKind.Remove, DeletionMark.Attribute, default));
        }

        return actions;
    }

    // Before the item is stored: an unreadable one would fail in every reader and in every handler of its changes.
    private T ReadBack(ItemImage image)
    {
        try
        {
            return _entity.FromImage(image);
        }
        catch (ItemFormatException exception)
        {
            throw new ArgumentException(
                $"{_entity.Name} cannot be written to {_table.Name}, since it could not be read again. {exception.Message}", exception);
        }
    }

    private ItemImage ToImage(T item)
    {
        var image = _entity.ToImage(item, _table);
        PartialItems.Check(item, _table, _entity);
        if (!AllowsRedacted)
        {
            RedactionCheck.Check(item, image, _table, _entity);
        }

        return image;
    }

    private void RefuseAuditRow(in ItemImage key)
    {
        if (_table.IsAuditRow(key))
        {
            throw new ArgumentException(_entity.AuditRowFault(_table), nameof(key));
        }
    }
}
