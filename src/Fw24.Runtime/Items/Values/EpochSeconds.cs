namespace Fw24;

/// <summary>
/// Stores a time as a number (N) of seconds since 1970-01-01 UTC; fractions of a second are truncated, and the offset is not kept.
/// </summary>
/// <remarks>A <see cref="DateTime"/> of unspecified kind counts as UTC, and one that is read is in UTC.</remarks>
public sealed class EpochSeconds : IDynamoConverter<DateTimeOffset, long>, IDynamoConverter<DateTime, long>
{
    private EpochSeconds()
    {
    }

    /// <inheritdoc/>
    public static long ToStored(DateTimeOffset value) => value.ToUnixTimeSeconds();

    /// <inheritdoc/>
    public static long ToStored(DateTime value) => ToStored(EpochMilliseconds.InUtc(value));

    /// <inheritdoc/>
    public static DateTimeOffset FromStored(long stored) => DateTimeOffset.FromUnixTimeSeconds(stored);

    static DateTime IDynamoConverter<DateTime, long>.FromStored(long stored) => FromStored(stored).UtcDateTime;
}
