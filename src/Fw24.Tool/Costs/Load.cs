namespace Fw24.Tool.Costs;

/// <summary>What an app has to do, and what is assumed of it.</summary>
internal sealed record Load
{
    /// <summary>The changes of each table in a day, spread evenly.</summary>
    public required double ChangesPerDay { get; init; }

    /// <summary>The size of an item in KB. A message has the item before and after its change.</summary>
    public double ItemKilobytes { get; init; } = 1;

    /// <summary>The size of an audit record in KB.</summary>
    public double RecordKilobytes { get; init; } = 1;

    /// <summary>The time in which a handler handles a message, in milliseconds.</summary>
    public double HandlerMilliseconds { get; init; } = 20;
}
