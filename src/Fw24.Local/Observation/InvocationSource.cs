using Fw24.Local.Queues;
using Fw24.Local.Streams;

namespace Fw24.Local.Observation;

/// <summary>The records or messages that a function was invoked with.</summary>
internal sealed class InvocationSource
{
    /// <summary>No records or messages: a direct invocation.</summary>
    public static InvocationSource None { get; } = new();

    /// <summary>The records.</summary>
    public IReadOnlyList<SourceRecord> Records { get; init; } = [];

    /// <summary>The messages.</summary>
    public IReadOnlyList<LocalMessage> Messages { get; init; } = [];
}
