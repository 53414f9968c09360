using Fw24.Operations;

namespace Fw24.Console.Failures;

/// <summary>Messages that one function gave up for one reason.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Function">The function; empty if it is not known.</param>
/// <param name="Reason">The reason, without what names one record; empty if there is none.</param>
/// <param name="Failures">The messages, the oldest first.</param>
public sealed record KeptGroup(FailureQueue Queue, string Function, string Reason, IReadOnlyList<KeptFailure> Failures)
{
    /// <summary>What tells it from others while it is shown.</summary>
    public string Id => $"{Queue.Name}\n{Function}\n{Reason}";
}
