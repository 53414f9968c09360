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
        var text = WithoutTime(line.Trim(" \t\r\n"u8));
        return text.StartsWith("{\"schema\":\"fw24.audit/"u8)
            || text.StartsWith("{\"schema\":\"fw24.audit.snapshot/"u8)
            || text.StartsWith("{\"schema\":\"fw24.audit.erased/"u8)
            ? AuditEntry.Parse(text)
            : null;
    }

    // An export of a log group to S3 puts the time of each event before it: 2026-03-05T10:05:01.000Z {…}
    private static ReadOnlySpan<byte> WithoutTime(ReadOnlySpan<byte> text)
        => text is [>= (byte)'0' and <= (byte)'9', ..] && text.IndexOf((byte)' ') is > 0 and var space ? text[(space + 1)..].TrimStart((byte)' ') : text;
}
