using System.Globalization;

namespace Fw24.Local;

/// <summary>What a cloud did, stage by stage.</summary>
public sealed record LocalReport
{
    /// <summary>Puts and deletes that tables took, from outside and from functions.</summary>
    public long Writes { get; init; }

    /// <summary>Changes that tables recorded in their streams: writes that changed something.</summary>
    public long Changes { get; init; }

    /// <summary>Items deleted because their time to live was over.</summary>
    public long Expired { get; init; }

    /// <summary>Stream records that mappings' filters kept from their functions.</summary>
    public long FilteredRecords { get; init; }

    /// <summary>Stream records that were handed to a function again.</summary>
    public long RetriedRecords { get; init; }

    /// <summary>Stream records that mappings gave up: their on-failure queue was told.</summary>
    public long AbandonedRecords { get; init; }

    /// <summary>Messages that topics took, without duplicates.</summary>
    public long Published { get; init; }

    /// <summary>Messages that topics and queues recognized as duplicates.</summary>
    public long Deduplicated { get; init; }

    /// <summary>Deliveries that filter policies ruled out.</summary>
    public long FilteredOut { get; init; }

    /// <summary>Deliveries that topics gave up, as SNS does with raw delivery of more than 10 message attributes: the message is lost to that queue.</summary>
    public long Discarded { get; init; }

    /// <summary>Messages that queues took.</summary>
    public long Delivered { get; init; }

    /// <summary>Messages that were received again.</summary>
    public long Redelivered { get; init; }

    /// <summary>Changes that handlers handled, repetitions counted.</summary>
    public long Handled { get; init; }

    /// <summary>Audit records that were stored, repetitions counted: log events, audit items and console lines.</summary>
    public long Audited { get; init; }

    /// <summary>Different records that were parked. A record that two functions parked counts twice, one parked again does not.</summary>
    public long Parked { get; init; }

    /// <summary>Messages that went to dead-letter queues.</summary>
    public long DeadLettered { get; init; }

    /// <summary>Messages that queues dropped because they were too old.</summary>
    public long ExpiredMessages { get; init; }

    /// <summary>Faults that struck.</summary>
    public long Faults { get; init; }

    /// <summary>The functions by name.</summary>
    public required IReadOnlyDictionary<string, FunctionReport> Functions { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"writes={Writes} changes={Changes} published={Published} delivered={Delivered} handled={Handled} audited={Audited} parked={Parked} redelivered={Redelivered} retried={RetriedRecords} abandoned={AbandonedRecords} dead-lettered={DeadLettered} faults={Faults}");
}
