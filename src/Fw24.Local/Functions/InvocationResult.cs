namespace Fw24.Local.Functions;

/// <summary>What an invocation led to.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Answer">The function's answer, if it gave one.</param>
/// <param name="Error">What it threw, if it did.</param>
internal sealed record InvocationResult(InvocationEnd Kind, ReadOnlyMemory<byte> Answer = default, Exception? Error = null)
{
    /// <summary>Whether it cannot be tried again soon.</summary>
    public bool IsOutage { get; init; }
}
