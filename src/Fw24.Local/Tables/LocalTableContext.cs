using Fw24.Local.Scheduling;

namespace Fw24.Local.Tables;

/// <summary>What every table of a cloud needs.</summary>
internal sealed class LocalTableContext
{
    public required EventLoop Loop { get; init; }

    public required Counters Counters { get; init; }

    public required string Region { get; init; }

    /// <summary>How long after its time an item is deleted.</summary>
    public required TimeSpan ExpiryDelay { get; init; }

    /// <summary>Told of each put.</summary>
    public Action<LocalTable, ItemImage>? Written { get; set; }
}
