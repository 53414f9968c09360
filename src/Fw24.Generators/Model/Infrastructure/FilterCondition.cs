namespace Fw24.Generators.Model.Infrastructure;

/// <summary>A condition of a subscription's filter policy.</summary>
/// <param name="Attribute">The message attribute.</param>
/// <param name="Values">The accepted values.</param>
internal sealed record FilterCondition(string Attribute, EquatableArray<string> Values)
{
    /// <summary>What the operation of a backfill begins with, before the handler that it is for.</summary>
    public const string Backfill = "backfill.";
}
