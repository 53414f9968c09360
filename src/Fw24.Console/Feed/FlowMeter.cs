namespace Fw24.Console.Feed;

/// <summary>Counts what passes between the parts of a cloud, and what failed in them. Guarded by the cloud's gate.</summary>
internal sealed class FlowMeter
{
    private readonly Dictionary<(string From, string To), long> _flows = [];
    private readonly Dictionary<string, long> _failures = new(StringComparer.Ordinal);

    public void Count(string from, string to, int count = 1)
        => _flows[(from, to)] = _flows.GetValueOrDefault((from, to)) + count;

    public void CountFailure(string node) => _failures[node] = _failures.GetValueOrDefault(node) + 1;

    public long Of(string from, string to) => _flows.GetValueOrDefault((from, to));

    public long FailuresOf(string node) => _failures.GetValueOrDefault(node);

    public Dictionary<(string From, string To), long> Snapshot() => new(_flows);
}
