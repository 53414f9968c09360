using Fw24.Changes.Marks;
using Fw24.Items;
using Fw24.Model;

namespace Fw24.Messages;

/// <summary>The members of a change message other than its data. A missing member is empty.</summary>
internal readonly ref struct ChangeHead
{
    private const string Name = "Change message";

    /// <summary>The entity in <c>type</c>: <c>order</c> in <c>fw24.order.modified.v1</c>.</summary>
    public required ReadOnlySpan<byte> Entity { get; init; }

    /// <summary>The <c>sequence</c> member.</summary>
    public required ReadOnlySpan<byte> Sequence { get; init; }

    /// <summary>The <c>subject</c> member, such as <c>OrderId=ord-1,Part=order</c>.</summary>
    public required ReadOnlySpan<byte> Subject { get; init; }

    /// <summary>The <c>partitionkey</c> member: the message group id.</summary>
    public required ReadOnlySpan<byte> PartitionKey { get; init; }

    /// <summary>The <c>time</c> member.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Checks the head against the data.</summary>
    /// <param name="change">The data.</param>
    /// <param name="table">The data's table.</param>
    /// <param name="groups">Computes the message group of a key.</param>
    /// <param name="comparesGroup">Indicates whether to compare the message group even when the subject already shows that the key is the same.</param>
    /// <returns>The contradiction, without any item value; <see langword="null"/> if they agree.</returns>
    public ItemFormatException? Contradiction(in StreamRecord change, TableModel table, MessageGroups groups, bool comparesGroup)
    {
        if (change.Operation is ChangeOperations.Insert && !change.OldImage.IsAbsent)
        {
            return new ItemFormatException(Name, "type", "the operation of the data, which has an old image", "inserted");
        }

        if (change.Operation is ChangeOperations.Remove && !change.NewImage.IsAbsent)
        {
            return new ItemFormatException(Name, "type", "the operation of the data, which has a new image", "removed");
        }

        if (change.Origin is ChangeOrigin.Backfill
            && (change.Operation is not ChangeOperations.Modify || BackfillMark.In(change.NewImage) is null))
        {
            return new ItemFormatException(
                Name, "origin", $"that of the data, which has no mark of a backfill ({BackfillMark.Attribute})", "backfill");
        }

        return !Sequence.IsEmpty && !Sequence.SequenceEqual(change.SequenceNumber.Span) ? Differs("sequence", "the sequence number")
            : !Subject.IsEmpty && !IsSubjectOf(change.Keys, table) ? Differs("subject", "the key")
            : Time != default && !IsSameSecond(Time, change.ChangedAt) ? Differs("time", "the time")
            : !PartitionKey.IsEmpty && (comparesGroup || Subject.IsEmpty) && !IsIdOf(groups.Of(change.Keys)) ? Differs("partitionkey", "the message group")
            : null;
    }

    private static ItemFormatException Differs(string member, string what) => new(Name, member, $"{what} of the data", "another one");

    private static bool IsSameSecond(DateTimeOffset left, DateTimeOffset right) => left.UtcTicks / TimeSpan.TicksPerSecond == right.UtcTicks / TimeSpan.TicksPerSecond;

    private bool IsIdOf(in MessageGroup group)
    {
        Span<byte> id = stackalloc byte[MessageGroup.IdLength];
        group.WriteId(id);
        return PartitionKey.SequenceEqual(id);
    }

    // The format that ChangeEnvelope writes. Compares the whole text without parsing it, because a key may contain "=" or ",".
    private bool IsSubjectOf(in ItemImage keys, TableModel table)
    {
        var rest = Subject;
        return TrySkipKey(ref rest, keys, table.Utf8PartitionKey, table.PartitionKey)
            && (table.Utf8SortKey is null || (TrySkip(ref rest, ","u8) && TrySkipKey(ref rest, keys, table.Utf8SortKey, table.SortKey!)))
            && rest.IsEmpty;
    }

    private static bool TrySkipKey(ref ReadOnlySpan<byte> text, in ItemImage keys, byte[] name, KeyAttribute key)
        => TrySkip(ref text, name) && TrySkip(ref text, "="u8)
            && (!keys.TryGetAttribute(name, out var value) || TrySkip(ref text, ScalarValue.Read(value, key.Name).Text.Unescape()));

    private static bool TrySkip(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> part)
    {
        if (!text.StartsWith(part))
        {
            return false;
        }

        text = text[part.Length..];
        return true;
    }
}
