using System.Globalization;

namespace Fw24.Local;

/// <summary>Counts of a cloud's work, stage by stage.</summary>
public sealed record LocalReport
{
    /// <summary>Puts and deletes that tables accepted, from outside and from functions.</summary>
    public long Writes { get; init; }

    /// <summary>Changes that tables recorded in their streams: writes that changed something.</summary>
    public long Changes { get; init; }

    /// <summary>Items deleted because their time to live had passed.</summary>
    public long Expired { get; init; }

    /// <summary>Stream records that mappings filtered out.</summary>
    public long FilteredRecords { get; init; }

    /// <summary>Stream records passed to a function again.</summary>
    public long RetriedRecords { get; init; }

    /// <summary>Stream records that mappings gave up; the on-failure queue was notified.</summary>
    public long AbandonedRecords { get; init; }

    /// <summary>Messages that topics accepted, without duplicates.</summary>
    public long Published { get; init; }

    /// <summary>Messages that topics and queues recognized as duplicates.</summary>
    public long Deduplicated { get; init; }

    /// <summary>Deliveries that filter policies ruled out.</summary>
    public long FilteredOut { get; init; }

    /// <summary>
    /// Deliveries that topics discarded, as SNS does for raw delivery with more than 10 message attributes: the message is lost to that queue.
    /// </summary>
    public long Discarded { get; init; }

    /// <summary>Messages that queues accepted.</summary>
    public long Delivered { get; init; }

    /// <summary>Messages received again.</summary>
    public long Redelivered { get; init; }

    /// <summary>Changes that handlers handled, including repetitions.</summary>
    public long Handled { get; init; }

    /// <summary>Audit records stored, including repetitions: log events, audit items and console lines.</summary>
    public long Audited { get; init; }

    /// <summary>Distinct records parked. A record that two functions parked counts twice; one parked again does not.</summary>
    public long Parked { get; init; }

    /// <summary>Messages moved to dead-letter queues.</summary>
    public long DeadLettered { get; init; }

    /// <summary>Messages that queues dropped because they were too old.</summary>
    public long ExpiredMessages { get; init; }

    /// <summary>Faults injected.</summary>
    public long Faults { get; init; }

    /// <summary>The functions by name.</summary>
    public required IReadOnlyDictionary<string, FunctionReport> Functions { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"writes={Writes} changes={Changes} published={Published} delivered={Delivered} handled={Handled} audited={Audited} "
        + $"parked={Parked} redelivered={Redelivered} retried={RetriedRecords} abandoned={AbandonedRecords} dead-lettered={DeadLettered} faults={Faults}");
}
