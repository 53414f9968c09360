using Fw24.Local.Functions;

namespace Fw24.Console.Feed;

/// <summary>An invocation of a function. Guarded by the cloud's gate.</summary>
internal sealed class InvocationEntry
{
    private const int MaxLines = 50;

    private readonly List<string> _lines = [];

    public required long Number { get; init; }

    public required string Function { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The number of records or messages.</summary>
    public required int BatchSize { get; init; }

    public required int PayloadBytes { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The way in which it ended; <see langword="null"/> while it runs.</summary>
    public InvocationEnd? End { get; set; }

    /// <summary>The reason why it failed as a whole; <see langword="null"/> if it did not.</summary>
    public string? Reason { get; set; }

    public IReadOnlyList<RecordOutcome> Outcomes { get; set; } = [];

    /// <summary>The latest lines that the function wrote to its log.</summary>
    public IReadOnlyList<string> Lines => _lines;

    public TimeSpan? Duration => EndedAt - StartedAt;

    public int Failed => Outcomes.Count(static outcome => outcome.Result is RecordResult.Failed or RecordResult.Refused);

    public int Parked => Outcomes.Count(static outcome => outcome.Result is RecordResult.Parked);

    public void Log(string line)
    {
        if (_lines.Count == MaxLines)
        {
            _lines.RemoveAt(0);
        }

        _lines.Add(line);
    }
}
