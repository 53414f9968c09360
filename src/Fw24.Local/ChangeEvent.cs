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

    /// <summary>The record's position in its item's order. A stream processor's response identifies the record by it.</summary>
    public string SequenceNumber => _record.SequenceNumber;

    /// <summary>The id of the change's message in <see cref="ToQueueEvent"/>. A handler's response identifies the message by it.</summary>
    public string MessageId { get; }

    /// <summary>The time at which the item was changed.</summary>
    public DateTimeOffset ChangedAt => _record.CreatedAt;

    internal ChangeEventSource Source { get; }

    /// <summary>Creates the event that the stream processor is invoked with. For several changes, use <see cref="ChangeEvents.ToStreamEvent"/>.</summary>
    /// <returns>The event in UTF-8.</returns>
    public ReadOnlyMemory<byte> ToStreamEvent() => ChangeEvents.ToStreamEvent(this);

    /// <summary>
    /// Creates the event that the function of a handler or an audit is invoked with. For several changes, use <see cref="ChangeEvents.ToQueueEvent"/>.
    /// </summary>
    /// <returns>The event in UTF-8.</returns>
    public ReadOnlyMemory<byte> ToQueueEvent() => ChangeEvents.ToQueueEvent(this);
}
