namespace Fw24.Audit.Export;

/// <summary>A table's day that is exported: a line of the progress.</summary>
/// <param name="Table">The table.</param>
/// <param name="Day">The day in UTC.</param>
/// <param name="Files">Its files.</param>
internal sealed record ExportedDay(string Table, DateOnly Day, IReadOnlyList<AuditExportFile> Files);
