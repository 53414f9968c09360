namespace Fw24;

/// <summary>
/// Stores a time as a number (N) of milliseconds since 1970-01-01 UTC; fractions of a millisecond are truncated, and the offset is not
/// kept.
/// </summary>
/// <remarks>A <see cref="DateTime"/> of unspecified kind counts as UTC, and one that is read is in UTC.</remarks>
public sealed class EpochMilliseconds : IDynamoConverter<DateTimeOffset, long>, IDynamoConverter<DateTime, long>
{
    private EpochMilliseconds()
    {
    }

    /// <inheritdoc/>
    public static long ToStored(DateTimeOffset value) => value.ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public static long ToStored(DateTime value) => ToStored(InUtc(value));

    /// <inheritdoc/>
    public static DateTimeOffset FromStored(long stored) => DateTimeOffset.FromUnixTimeMilliseconds(stored);

    static DateTime IDynamoConverter<DateTime, long>.FromStored(long stored) => FromStored(stored).UtcDateTime;

    internal static DateTimeOffset InUtc(DateTime value)
        => new(value.Kind is DateTimeKind.Unspecified ? DateTime.SpecifyKind(value, DateTimeKind.Utc) : value.ToUniversalTime());
}
