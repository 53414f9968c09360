namespace Fw24.Tool.Costs;

/// <summary>The store of audit records.</summary>
/// <param name="Table">The table, if it is one.</param>
/// <param name="Indexes">The number of the table's indexes.</param>
/// <param name="IsSealed">Indicates whether records are sealed.</param>
internal sealed record PricedAudit(string? Table, int Indexes, bool IsSealed);
