namespace Fw24.Local.Functions;

/// <summary>The failures so far, in the order in which invocations ended. Guarded by the loop's gate.</summary>
/// <param name="keepHistory">Indicates whether it keeps all failures, or only the latest.</param>
internal sealed class FailureLog(bool keepHistory)
{
    private const int Latest = 100;

    private readonly List<LocalFailure> _failures = [];

    public IReadOnlyList<LocalFailure> Failures => [.. _failures];

    public void Add(LocalFailure failure)
    {
        if (!keepHistory && _failures.Count == Latest)
        {
            _failures.RemoveAt(0);
        }

        _failures.Add(failure);
    }
}
