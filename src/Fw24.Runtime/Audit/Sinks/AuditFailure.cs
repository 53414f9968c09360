namespace Fw24.Audit;

/// <summary>An audit record that was not stored.</summary>
/// <param name="Index">Its place among the records given.</param>
/// <param name="Reason">Why, without any of the item's values.</param>
/// <param name="Permanent">Whether it can never be stored there, so that it must be parked.</param>
public sealed record AuditFailure(int Index, string Reason, bool Permanent);
