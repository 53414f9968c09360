namespace Fw24.Audit.Reading.Stores;

/// <summary>Tells audit records from other lines.</summary>
internal static class AuditLine
{
    /// <summary>Reads a record.</summary>
    /// <param name="line">The line, such as one of a function's output.</param>
    /// <returns>The record; <see langword="null"/> if the line is something else.</returns>
    /// <exception cref="ItemFormatException">The line begins as a record does, but is none.</exception>
    public static AuditEntry? Read(ReadOnlySpan<byte> line)
    {
        var text = line.Trim(" \t\r\n"u8);
        return text.StartsWith("{\"schema\":\"fw24.audit/"u8) || text.StartsWith("{\"schema\":\"fw24.audit.erased/"u8) ? AuditEntry.Parse(text) : null;
    }
}
