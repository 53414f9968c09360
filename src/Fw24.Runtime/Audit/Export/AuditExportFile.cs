namespace Fw24.Audit;

/// <summary>A file of an export.</summary>
/// <param name="Path">The path within the export's folder, with <c>/</c>: <c>orders/day=2026-03-05/0001.jsonl.gz</c>.</param>
/// <param name="Table">The audited table's name in the model.</param>
/// <param name="Day">The day of the changes in UTC.</param>
/// <param name="Records">The number of records.</param>
/// <param name="Bytes">The size of the file.</param>
/// <param name="Sha256">The SHA-256 hash of the file in lowercase hexadecimal digits.</param>
public sealed record AuditExportFile(string Path, string Table, DateOnly Day, long Records, long Bytes, string Sha256);
