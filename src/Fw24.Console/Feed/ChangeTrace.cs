using Fw24.Local.Queues;

namespace Fw24.Console.Feed;

/// <summary>One change and its steps so far. Guarded by the cloud's gate.</summary>
internal sealed class ChangeTrace
{
    // A change that is retried for days must not fill the memory: the first steps and the latest ones are kept.
    private const int FirstSteps = 20;
    private const int LatestSteps = 80;

    private readonly List<ChangeStep> _steps = [];
    private readonly Dictionary<string, ChangeState> _consumers = new(StringComparer.Ordinal);

    /// <summary>Its number: 1 for the first change seen.</summary>
    public required long Number { get; init; }

    public required string Table { get; init; }

    public required RecordFacts Facts { get; init; }

    public required string SequenceNumber { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The message of the change as published: redacted. Empty before.</summary>
    public ReadOnlyMemory<byte> Message { get; set; }

    /// <summary>The W3C trace context of the message, if it has one.</summary>
    public string? TraceParent { get; set; }

    /// <summary>The messages of the change that are or were in queues.</summary>
    public List<(string Queue, LocalMessage Message)> Deliveries { get; } = [];

    /// <summary>The time of its next attempt in the stream, if one is planned.</summary>
    public DateTimeOffset? NextAttempt { get; set; }

    /// <summary>The number of steps that are no longer kept.</summary>
    public int Dropped { get; private set; }

    public IReadOnlyList<ChangeStep> Steps => _steps;

    /// <summary>The functions that received the change, with the state of each.</summary>
    public IReadOnlyDictionary<string, ChangeState> Consumers => _consumers;

    /// <summary>The state in the stream: <see cref="ChangeState.Done"/> when it was published, or excluded by a filter.</summary>
    public ChangeState InStream { get; set; }

    public ChangeState State
    {
        get
        {
            var state = InStream;
            foreach (var consumer in _consumers.Values)
            {
                state = Worse(state, consumer);
            }

            return state;
        }
    }

    public void Add(ChangeStep step)
    {
        if (_steps.Count == FirstSteps + LatestSteps)
        {
            _steps.RemoveAt(FirstSteps);
            Dropped++;
        }

        _steps.Add(step);
    }

    public void Set(string function, ChangeState state) => _consumers[function] = state;

    /// <summary>Marks a message to a function as sent, unless another copy was processed.</summary>
    public void Expect(string function) => _consumers.TryAdd(function, ChangeState.UnderWay);

    private static ChangeState Worse(ChangeState left, ChangeState right) => Rank(left) >= Rank(right) ? left : right;

    private static int Rank(ChangeState state) => state switch
    {
        ChangeState.Failed => 3,
        ChangeState.Retrying => 2,
        ChangeState.UnderWay => 1,
        _ => 0,
    };
}
