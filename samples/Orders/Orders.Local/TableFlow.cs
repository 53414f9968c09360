namespace Orders.Local;

/// <summary>Counts of a table's changes at each stage.</summary>
/// <param name="Table">The table.</param>
/// <param name="AuditedTo">The place of its audit records.</param>
/// <param name="Writes">Commands that wrote to it.</param>
/// <param name="Changes">Changes that its stream reported.</param>
/// <param name="Published">Changes that its topic accepted.</param>
/// <param name="Audited">Changes that have an audit record.</param>
internal sealed record TableFlow(string Table, string AuditedTo, int Writes, int Changes, int Published, int Audited);
