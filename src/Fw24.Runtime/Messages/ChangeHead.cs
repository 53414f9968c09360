using Fw24.Items;
using Fw24.Model;

namespace Fw24.Messages;

/// <summary>What a change message says of its data beside it. What it does not say is empty.</summary>
internal readonly ref struct ChangeHead
{
    private const string Name = "Change message";

    /// <summary>The entity's part of its <c>type</c>: <c>order</c> in <c>fw24.order.modified.v1</c>.</summary>
    public required ReadOnlySpan<byte> Entity { get; init; }

    /// <summary>Its <c>sequence</c>.</summary>
    public required ReadOnlySpan<byte> Sequence { get; init; }

    /// <summary>Its <c>subject</c>: <c>OrderId=ord-1,Part=order</c>.</summary>
    public required ReadOnlySpan<byte> Subject { get; init; }

    /// <summary>Its <c>partitionkey</c>: the message group's id.</summary>
    public required ReadOnlySpan<byte> PartitionKey { get; init; }

    /// <summary>Its <c>time</c>.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Says where the head contradicts the data.</summary>
    /// <param name="change">The data.</param>
    /// <param name="table">Its table.</param>
    /// <param name="groups">Tells the message group of a key.</param>
    /// <param name="comparesGroup">Whether the message group is compared as well where the subject has told that the key is the same.</param>
    /// <returns>The contradiction, without any value; <see langword="null"/> when there is none.</returns>
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

    // As ChangeEnvelope writes it. A key may hold a "=" or ",": so the whole text is compared, and nothing is looked for in it.
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
