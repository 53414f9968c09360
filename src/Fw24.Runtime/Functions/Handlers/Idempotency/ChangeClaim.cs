namespace Fw24.Functions.Handlers.Idempotency;

/// <summary>The result of an attempt to claim a change.</summary>
/// <param name="Row">The claim, or the row because of which there is none.</param>
/// <param name="IsClaimed">Indicates whether the change was claimed, and may be handled now.</param>
internal readonly record struct ChangeClaim(IdempotencyRow Row, bool IsClaimed)
{
    /// <summary>Indicates whether the change was handled before.</summary>
    public bool IsHandled => !IsClaimed && Row.State is IdempotencyRow.Handled;
}
