namespace Orders.Local;

/// <summary>How far a table's changes came.</summary>
/// <param name="Table">The table.</param>
/// <param name="AuditedTo">Where its audit records are.</param>
/// <param name="Writes">Commands that wrote to it.</param>
/// <param name="Changes">Changes its stream told.</param>
/// <param name="Published">Changes its topic took.</param>
/// <param name="Audited">Changes that have an audit record.</param>
internal sealed record TableFlow(string Table, string AuditedTo, int Writes, int Changes, int Published, int Audited);
