using Fw24.Operations.Contents;
using Fw24.Replay;

namespace Fw24.Operations;

/// <summary>
/// The content of a message that a function gave up on, for people. Nothing is run or fetched for it, and nothing of it is
/// verified: a message may claim
/// anything. Sensitive values are as redacted as they are in the message.
/// </summary>
public sealed record FailureContent
{
    /// <summary>The kind of content.</summary>
    public required FailureContentKind Kind { get; init; }

    /// <summary>The function that gave up, by its name in the app; <see langword="null"/> if it is not known.</summary>
    public string? Function { get; init; }

    /// <summary>
    /// The reason; <see langword="null"/> if the message has none: that of a dead letter is in the function's log.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>The time at which it was parked; <see langword="null"/> if it was not.</summary>
    public DateTimeOffset? ParkedAt { get; init; }

    /// <summary>The table's name in AWS; <see langword="null"/> if it is not known.</summary>
    public string? Table { get; init; }

    /// <summary>The entity in the change's type, such as <c>order</c>; <see langword="null"/> if it is not known.</summary>
    public string? Entity { get; init; }

    /// <summary>The item's key, such as <c>OrderId=ord-1,Part=order</c>; <see langword="null"/> if it is not known.</summary>
    public string? Item { get; init; }

    /// <summary>The change's event id; <see langword="null"/> if it is not known.</summary>
    public string? EventId { get; init; }

    /// <summary>The operation; <see langword="null"/> if it is not known.</summary>
    public ChangeOperations? Operation { get; init; }

    /// <summary>The time of the change; <see langword="null"/> if it is not known.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>The sequence number in the stream: of a range, the first; <see langword="null"/> if it is not known.</summary>
    public string? SequenceNumber { get; init; }

    /// <summary>The item's key as stored; absent if the message does not contain it.</summary>
    public ItemImage Keys { get; init; }

    /// <summary>The item before the change, as stored; absent if the message does not contain it.</summary>
    public ItemImage OldImage { get; init; }

    /// <summary>The item after the change, as stored; absent if the message does not contain it.</summary>
    public ItemImage NewImage { get; init; }

    /// <summary>The range of the stream; <see langword="null"/> unless the message names one.</summary>
    public StreamRange? Range { get; init; }

    /// <summary>
    /// The place of the content or of its images (<c>s3://…</c>); <see langword="null"/> if the message contains them itself.
    /// </summary>
    public string? Reference { get; init; }

    /// <summary>
    /// The message group of the item, as the change message states it; <see langword="null"/> for any other content.
    /// </summary>
    internal string? ItemGroup { get; init; }

    /// <summary>
    /// Reads the content of a message. Content that cannot be read is of the kind <see cref="FailureContentKind.Unknown"/>.
    /// </summary>
    /// <param name="message">The message.</param>
    public static FailureContent Read(FailureMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return ContentReader.Read(message);
    }

    /// <summary>Indicates whether the content is about an item.</summary>
    /// <param name="item">The item's key as in <see cref="Item"/>; the attributes of the key may be in any order.</param>
    public bool IsOf(string item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return Item is not null
            && (Item == item || KeyText.Of(Keys, isReversed: false) == item || KeyText.Of(Keys, isReversed: true) == item);
    }
}
