namespace Fw24.Messages;

/// <summary>
/// Content is or would be stored elsewhere, but the function has no <see cref="IClaimCheck"/>. The message names the remedy and no
/// content, so it may be logged.
/// </summary>
/// <param name="problem">The problem, without a final period.</param>
internal sealed class NoClaimCheckException(string problem)
    : InvalidOperationException($"{problem}. Set {Fw24Variables.ClaimBucket}, or register an IClaimCheck.");
