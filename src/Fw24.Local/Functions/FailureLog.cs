namespace Fw24.Local.Functions;

/// <summary>What did not go well so far, in the order in which invocations ended. Guarded by the loop's gate.</summary>
/// <param name="keepHistory">Whether it remembers all of it, or the latest only.</param>
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
