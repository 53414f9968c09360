namespace Fw24.Audit;

/// <summary>What undoing the change of an audit record does.</summary>
/// <param name="Record">The record.</param>
/// <param name="Result">The result.</param>
/// <param name="Reason">
/// The reason if it is refused; <see langword="null"/> otherwise. It names attributes, and contains no item values.
/// </param>
public sealed record RecordUndo(AuditEntry Record, UndoResult Result, string? Reason);
