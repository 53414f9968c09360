namespace Fw24.Operations.Status;

/// <summary>A deployed app at a moment: its resources, what waits for an operator, and what differs from the code.</summary>
internal sealed record AppState
{
    /// <summary>The app's name.</summary>
    public required string App { get; init; }

    /// <summary>The stage, if the app has one.</summary>
    public string? Stage { get; init; }

    /// <summary>The time of the inspection.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The functions with their event source mappings.</summary>
    public required IReadOnlyList<FunctionState> Functions { get; init; }

    /// <summary>The queues.</summary>
    public required IReadOnlyList<QueueState> Queues { get; init; }

    /// <summary>The topics with their subscriptions.</summary>
    public required IReadOnlyList<TopicState> Topics { get; init; }

    /// <summary>The tables.</summary>
    public required IReadOnlyList<TableState> Tables { get; init; }

    /// <summary>The alarms.</summary>
    public required IReadOnlyList<AlarmState> Alarms { get; init; }

    /// <summary>The stacks: one, and those nested in it. Empty if none was found.</summary>
    public required IReadOnlyList<StackState> Stacks { get; init; }

    /// <summary>What was not compared, and why. It is no failure.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>All resources, in the order of a report.</summary>
    internal IEnumerable<ResourceState> Resources => [.. Functions, .. Queues, .. Topics, .. Tables, .. Alarms, .. Stacks];

    /// <summary>Indicates whether nothing waits for an operator, differs or is unknown.</summary>
    public bool IsWell => Resources.All(static resource => resource.IsWell);
}
