using Fw24.Changes.Marks;
using Fw24.Tables.Writes;

namespace Fw24.Tables;

/// <content>
/// Deletes. If the entity stamps them and the actor is known, the item gets the actor and a mark before it is deleted.
/// </content>
internal sealed partial class Table<T>
{
    // Each attempt fails only if another writer writes the item between its two calls.
    private const int DeleteAttempts = 5;

    private const string Announced = "an actor was about to delete the item, which DeleteAsync takes into account";

    // Indicates whether deletes write who deletes.
    private bool IsDeleteStamped => _entity.StampsDeletes && (HasActor || AmbientActor.Current is not null);

    public async Task DeleteAsync(T item, CancellationToken cancellationToken = default)
    {
        var image = _entity.ToImage(item, _table);
        await DeleteAsync(_table.KeyOf(image), VersionOf(item, image), cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteAsync(ItemImage key, CancellationToken cancellationToken = default)
    {
        RefuseAuditRow(key);
        await DeleteAsync(key, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Prepares a delete of an item that has the given one's version, or does not exist.</summary>
    internal PreparedWrite PrepareDelete(T item)
    {
        var image = _entity.ToImage(item, _table);
        RefuseActor();
        RefuseReason();
        return PrepareDelete(_table.KeyOf(image), VersionOf(item, image)?.Requirement);
    }

    /// <summary>Prepares a delete regardless of the version.</summary>
    internal PreparedWrite PrepareDelete(ItemImage key)
    {
        RefuseAuditRow(key);
        RefuseActor();
        RefuseReason();
        return PrepareDelete(key, null);
    }

    private async ValueTask DeleteAsync(ItemImage key, ExpectedVersion? version, CancellationToken cancellationToken)
    {
        RefuseReason();
        if (IsDeleteStamped)
        {
            await DeleteStampedAsync(key, version, cancellationToken).ConfigureAwait(false);
        }
        else if (_entity.StampsDeletes)
        {
            await DeleteUnstampedAsync(key, version, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await SendAsync(PrepareDelete(key, version?.Requirement), cancellationToken).ConfigureAwait(false);
        }
    }

    // An actor's delete may have ended after it marked the item. The item is then not deleted by that actor.
    private async ValueTask DeleteUnstampedAsync(ItemImage key, ExpectedVersion? version, CancellationToken cancellationToken)
    {
        var requirements = WithCondition(version?.Requirement);
        var write = new PreparedWrite(_entity.Name, _table.Name, NotDeleted, requirements)
        {
            Action = TransactionAction.ToUpdate(
                _name,
                new ItemUpdate(key, [new(ItemActionKind.Remove, DeletionMark.Attribute, default)]),
                ItemCondition.All(PreparedWrite.ConditionOf(requirements), IsMarked)),
        };
        var condition = ItemCondition.All(PreparedWrite.ConditionOf(requirements), !IsMarked);
        for (var attempts = 0; attempts < DeleteAttempts; attempts++)
        {
            if (await _store.DeleteAsync(_name, key, condition, cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            var (isUnmarked, stored) = await _store
                .UpdateAndReadAsync(_name, write.Action.Update!, write.Action.Condition, cancellationToken).ConfigureAwait(false);
            if (!isUnmarked && requirements.Exists(requirement => !requirement.Condition.Holds(stored)))
            {
                throw new ItemConditionException($"{write.Failure}: {write.Explain(stored).Text}.");
            }
        }

        throw new ItemConditionException($"{write.Failure}: {write.Explain()}.");
    }

    private async ValueTask DeleteStampedAsync(ItemImage key, ExpectedVersion? version, CancellationToken cancellationToken)
    {
        var requirements = WithCondition(version?.Requirement);
        var ofMissing = PreparedWrite.ConditionOf(requirements);
        requirements.Insert(0, new(IsOfEntity(orNoItem: false)!, OtherEntity) { Missing = "no item with its key exists" });
        var write = new PreparedWrite(_entity.Name, _table.Name, NotDeleted, requirements)
        {
            Action = TransactionAction.ToUpdate(_name, new ItemUpdate(key, WithStamps([])), PreparedWrite.ConditionOf(requirements)),
        };
        var isNext = version is null ? null : _versions!.IsAfter(version.Value);
        for (var attempts = 0; attempts < DeleteAttempts; attempts++)
        {
            // The record of the removal has the reason that was written with the mark.
            var nonce = _nonces();
            var mark = DeletionMark.Create(_time.GetUtcNow(), nonce);
            var actions = write.Action.Update!.Actions.Where(static action => action.Attribute != WriteReason.Attribute).ToList();
            actions.Add(new(ItemActionKind.Set, DeletionMark.Attribute, mark));
            if (Reason is not null)
            {
                actions.Add(new(ItemActionKind.Set, WriteReason.Attribute, Reason.ToValue(nonce)));
            }

            var stamp = new ItemUpdate(key, actions);
            var (isDone, stored) = await _store.UpdateAndReadAsync(_name, stamp, write.Action.Condition, cancellationToken).ConfigureAwait(false);
            var isMarked = ItemCondition.Equal(DeletionMark.Attribute, mark);
            if (!isDone && stored.IsAbsent)
            {
                // Deletes nothing, but tells whether there is an item. Some servers do not return it.
                if (await _store.DeleteAsync(_name, key, IsMissing, cancellationToken).ConfigureAwait(false))
                {
                    // Deleting what does not exist succeeds.
                    if (ofMissing?.Holds(stored) is not false)
                    {
                        return;
                    }
                }
                else
                {
                    stored = await _store.GetAsync(_name, key, ItemReadOptions.Default, cancellationToken).ConfigureAwait(false);
                    if (stored.IsAbsent || write.Action.Condition!.Holds(stored))
                    {
                        // It was deleted or created since.
                        continue;
                    }
                }
            }

            // A repeated call finds the mark of the first one, whose response was lost.
            if (!isDone && !isMarked.Holds(stored))
            {
                throw new ItemConditionException($"{write.Failure}: {write.Explain(stored).Text}.");
            }

            var condition = IsMissing | ItemCondition.All(isMarked, isNext, IsWritten(stamp, Condition) ? null : Condition)!;
            if (await _store.DeleteAsync(_name, key, condition, cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }

        throw new ItemConditionException($"{write.Failure}: {write.Explain()}.");
    }

    private static ItemCondition IsMarked => ItemCondition.Exists(DeletionMark.Attribute);

    // Indicates whether an update writes an attribute that a condition is on, which then holds no longer.
    private static bool IsWritten(ItemUpdate update, ItemCondition? condition)
        => condition?.Attributes.Any(name => update.Actions.Any(action => action.Attribute == name)) is true;

    private ItemCondition IsMissing => ItemCondition.NotExists(_table.PartitionKey.Name);

    private string NotDeleted => $"{_entity.Name} was not deleted from {_table.Name}";

    private ExpectedVersion? VersionOf(T item, ItemImage image)
    {
        if (Versions is not { } versions)
        {
            return null;
        }

        versions.CheckIsRead(item);
        var version = versions.Of(image);
        var conflict = versions.Conflict(
            version, "the stored item has a different version than expected. It has been changed since it was read: read it again");
        return new ExpectedVersion(version, new Requirement(versions.Is(version, orNoItem: true), conflict, IsVersion: true));
    }

    private PreparedWrite PrepareDelete(ItemImage key, Requirement? isVersion)
    {
        var requirements = WithCondition(isVersion);
        if (_entity.StampsDeletes)
        {
            requirements.Add(new Requirement(!IsMarked, Announced));
        }

        return new PreparedWrite(_entity.Name, _table.Name, NotDeleted, requirements)
        {
            Action = TransactionAction.ToDelete(_name, key, PreparedWrite.ConditionOf(requirements)),
        };
    }

    private void RefuseActor()
    {
        if (_entity.StampsDeletes && HasActor)
        {
            throw new InvalidOperationException(
                $"A transaction cannot delete {_entity.Name} from {_table.Name} as an actor: it has one action for each item, and could not "
                + "store the actor first. Delete it with DeleteAsync, or without As: its record then names the last writer.");
        }
    }

    private void RefuseReason()
    {
        if (DeleteReasonFault is { } fault)
        {
            throw new InvalidOperationException(fault);
        }
    }

    // Why a delete cannot store the reason that it has; null if it can, or has none.
    private string? DeleteReasonFault => Reason?.Text is null || IsDeleteStamped ? null
        : !_entity.StampsDeletes
            ? $"A delete of {_entity.Name} from {_table.Name} cannot store its reason (Because): set StampDeletes of the [AuditActor] "
                + "property, or delete without a reason."
            : $"A delete of {_entity.Name} from {_table.Name} stores its reason (Because) with who deletes: name the actor with As.";

    // The version of the item to delete.
    private sealed record ExpectedVersion(long Value, Requirement Requirement);
}
