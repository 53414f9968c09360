using System.Text;
using Fw24.Changes.Marks;
using Fw24.Items;
using Fw24.Tables.Writes;

namespace Fw24.Tables;

/// <content>
/// Restores: writes of attributes as an audit trail shows them. Each requires that the item is what it was when the restore was planned.
/// </content>
internal sealed partial class Table<T>
{
    /// <summary>The table's name in AWS.</summary>
    internal string Name => _name;

    /// <summary>
    /// The attributes that a write itself determines, and a restore leaves to it: version, actor, region and trace context.
    /// </summary>
    internal static IReadOnlyList<string> StampedBy(Model.EntityModel entity)
        => [.. new[] { entity.Version, entity.Actor, entity.WriteRegion, entity.TraceParent }.OfType<string>()];

    /// <summary>Writes an item as it was, if it is still as it was planned with.</summary>
    /// <param name="key">The key.</param>
    /// <param name="old">The item as it was planned with; absent if there was none.</param>
    /// <param name="new">The item to store; absent to delete it.</param>
    /// <param name="compared">The names of the attributes that must not have changed.</param>
    /// <param name="from">What is restored.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>Whether it was written, and the stored item: after the write, or as it was found instead.</returns>
    /// <exception cref="InvalidOperationException">The item is to be deleted, and a delete cannot store the table's reason.</exception>
    internal async Task<UpdateResult> RestoreAsync(
        ItemImage key,
        ItemImage old,
        ItemImage @new,
        IReadOnlyList<string> compared,
        RestoredFrom from,
        CancellationToken cancellationToken)
    {
        var table = new Table<T>(this) { Reason = (Reason ?? WriteReason.None) with { Restored = from } };
        if (old.IsAbsent)
        {
            var put = table.PreparePutAgain(@new);
            var (isPut, stored) = await _store.PutOrReadAsync(_name, put.Action.Image, put.Action.Condition, cancellationToken)
                .ConfigureAwait(false);
            return new UpdateResult(isPut || IsWrittenBy(put.Action.Image, stored), isPut ? put.Action.Image : stored);
        }

        var unchanged = IsUnchanged(old, compared);
        var version = VersionOf(old);
        if (@new.IsAbsent)
        {
            return await table.DeleteUnchangedAsync(key, unchanged, version, cancellationToken).ConfigureAwait(false);
        }

        var condition = ItemCondition.All(version?.Requirement.Condition, unchanged, Condition);
        var update = new ItemUpdate(key, table.Unmarking(table.WithStamps(ActionsOf(old, @new))));
        var (isUpdated, item) = await _store.UpdateAndReadAsync(_name, update, condition, cancellationToken).ConfigureAwait(false);
        return new UpdateResult(isUpdated || IsWrittenBy(update.ApplyTo(old), item), item);
    }

    // A call that was repeated after a lost response finds what its first attempt has written: no other write has its nonce.
    private static bool IsWrittenBy(ItemImage written, ItemImage stored)
        => written.TryGetAttribute(WriteReason.Utf8Attribute, out var own)
            && stored.TryGetAttribute(WriteReason.Utf8Attribute, out var found)
            && AttributeEquality.AreEqual(own, found);

    /// <summary>Why a restore that does this cannot store its reason; <see langword="null"/> if it can, or has none.</summary>
    internal string? RestoreFault(ChangeOperations operation) => operation is ChangeOperations.Remove ? DeleteReasonFault : null;

    // An item that is put again has the version after its last one: who has read an earlier one cannot overwrite it.
    private PreparedWrite PreparePutAgain(ItemImage image)
    {
        ItemStamp[] stamps = Versions is { } versions ? [.. CurrentStamps, versions.After(versions.Of(image))] : CurrentStamps;
        var isNew = new Requirement(ItemCondition.NotExists(_table.PartitionKey.Name), "an item with its key already exists");
        return PrepareWrite(image, stamps, isNew, keepsOthers: false, out _);
    }

    private async Task<UpdateResult> DeleteUnchangedAsync(
        ItemImage key, ItemCondition unchanged, ExpectedVersion? version, CancellationToken cancellationToken)
    {
        var table = new Table<T>(this) { Condition = ItemCondition.All(Condition, unchanged) };
        try
        {
            await table.DeleteAsync(key, version, cancellationToken).ConfigureAwait(false);
            return new UpdateResult(true, default);
        }
        catch (ItemConditionException)
        {
            // It may be gone: by the first attempt of a call that was repeated after a lost response, or by another program.
            var stored = await _store.GetAsync(_name, key, cancellationToken).ConfigureAwait(false);
            return new UpdateResult(stored.IsAbsent, stored);
        }
    }

    private ExpectedVersion? VersionOf(ItemImage image)
    {
        if (Versions is not { } versions)
        {
            return null;
        }

        var version = versions.Of(image);
        return new ExpectedVersion(version, new Requirement(versions.Is(version, orNoItem: false), OtherVersion, IsVersion: true));
    }

    private ItemCondition IsUnchanged(ItemImage image, IReadOnlyList<string> names)
    {
        var condition = ItemCondition.Exists(_table.PartitionKey.Name);
        foreach (var name in names)
        {
            condition &= image.TryGetAttribute(Encoding.UTF8.GetBytes(name), out var value)
                ? ItemCondition.Equal(name, value.ToArray())
                : ItemCondition.NotExists(name);
        }

        return condition;
    }

    private static List<ItemAction> ActionsOf(ItemImage old, ItemImage @new)
    {
        var actions = new List<ItemAction>();
        foreach (var attribute in @new)
        {
            if (!old.TryGetAttribute(attribute.Name, out var value) || !AttributeEquality.AreEqual(value, attribute.Value))
            {
                actions.Add(new(ItemActionKind.Set, Encoding.UTF8.GetString(attribute.Name), attribute.Value.ToArray()));
            }
        }

        foreach (var attribute in old)
        {
            if (!@new.TryGetAttribute(attribute.Name, out _))
            {
                actions.Add(new(ItemActionKind.Remove, Encoding.UTF8.GetString(attribute.Name), default));
            }
        }

        return actions;
    }
}
