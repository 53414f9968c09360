using Fw24.Local.Observation;
using Fw24.Local.Scheduling;

namespace Fw24.Local.Tables;

/// <summary>The parts that every table of a cloud needs.</summary>
internal sealed class LocalTableContext
{
    public required EventLoop Loop { get; init; }

    public required Counters Counters { get; init; }

    public CloudObservation Observation { get; init; } = new();

    public required string Region { get; init; }

    /// <summary>The delay between an item's time to live and its deletion.</summary>
    public required TimeSpan ExpiryDelay { get; init; }

    /// <summary>Called after each put.</summary>
    public Action<LocalTable, ItemImage>? Written { get; set; }
}
