namespace Fw24.Audit;

/// <summary>An audit record that was not stored.</summary>
/// <param name="Index">The index of the record in the list passed.</param>
/// <param name="Reason">The reason, without any of the item's values.</param>
/// <param name="Permanent">Indicates whether the record can never be stored and must be parked.</param>
public sealed record AuditFailure(int Index, string Reason, bool Permanent);
