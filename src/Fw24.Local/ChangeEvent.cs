using Fw24.Local.Streams;

namespace Fw24.Local;

/// <summary>A change of an item, for tests.</summary>
public sealed class ChangeEvent
{
    private readonly SourceRecord _record;

    internal ChangeEvent(ChangeEventSource source, SourceRecord record, string messageId)
        => (Source, _record, MessageId) = (source, record, messageId);

    /// <summary>The stream record as a member of a Lambda event's <c>Records</c>, in UTF-8.</summary>
    public ReadOnlyMemory<byte> Json => _record.Json;

    /// <summary>The record's place in its item's order: what a stream processor's answer names.</summary>
    public string SequenceNumber => _record.SequenceNumber;

    /// <summary>The id that its message has in <see cref="ToQueueEvent"/>: what a handler's answer names.</summary>
    public string MessageId { get; }

    /// <summary>When the item was changed.</summary>
    public DateTimeOffset ChangedAt => _record.CreatedAt;

    internal ChangeEventSource Source { get; }

    /// <summary>Makes the event that the stream processor is invoked with. For several changes: <see cref="ChangeEvents.ToStreamEvent"/>.</summary>
    /// <returns>The event in UTF-8.</returns>
    public ReadOnlyMemory<byte> ToStreamEvent() => ChangeEvents.ToStreamEvent(this);

    /// <summary>Makes the event that a handler's or audit's function is invoked with. For several changes: <see cref="ChangeEvents.ToQueueEvent"/>.</summary>
    /// <returns>The event in UTF-8.</returns>
    public ReadOnlyMemory<byte> ToQueueEvent() => ChangeEvents.ToQueueEvent(this);
}
