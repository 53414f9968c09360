using System.Globalization;
using Fw24.Audit.Records;
using Fw24.Items.Values;

namespace Fw24.Audit.Sinks.DynamoDb;

/// <summary>A contiguous range of an item's trail: each record begins with the image that the previous one ended with.</summary>
/// <param name="First">The sequence number of its first change.</param>
/// <param name="Last">The sequence number of its last change.</param>
/// <param name="Old">The digest of the image before the first change; <see langword="null"/> when there was no item.</param>
/// <param name="New">The digest of the image after the last change; <see langword="null"/> when there is no item.</param>
/// <param name="Entity">The entity under whose name the last change is recorded.</param>
internal readonly record struct ContiguousRange(string First, string Last, string? Old, string? New, string Entity)
{
    private const string None = "-";
    private const string AfterGap = "!";

    /// <summary>The time of the first change.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>
    /// Indicates whether records are missing between the previous range and this one. It stays so until a record arrives there, even if the
    /// images can be compared no longer.
    /// </summary>
    public bool IsAfterGap { get; init; }

    /// <summary>Creates a range of one change.</summary>
    public static ContiguousRange Of(in TrailEntry link)
        => new(link.Sequence, link.Sequence, link.Old, link.New, link.Entity) { Time = link.Time };

    /// <summary>Parses the text that <see cref="ToString"/> returns.</summary>
    /// <exception cref="ItemFormatException">The text is not a range.</exception>
    public static ContiguousRange Parse(string text) => text.Split(' ', 5) is [var first, var last, var old, var @new, var entity] && SequenceNumber.IsValid(first) && SequenceNumber.IsValid(last)
        ? new ContiguousRange(first, last, old is None ? null : old, @new is None ? null : @new, entity)
        : throw new ItemFormatException("audit trail's head", "stretches", "two sequence numbers and three words", "another text");

    /// <summary>Indicates whether another range continues this one, as far as can be determined.</summary>
    public bool Meets(in ContiguousRange next) => ImageDigest.MayMeet(New, next.Old);

    /// <summary>Joins this range and the next one.</summary>
    public ContiguousRange Join(in ContiguousRange next) => this with { Last = next.Last, New = next.New, Entity = next.Entity };

    /// <summary>Gets the range without its digests, which may then be those of any image.</summary>
    public ContiguousRange Erased()
        => this with { Old = Old is null ? null : ImageDigest.Erased, New = New is null ? null : ImageDigest.Erased };

    /// <summary>Gets the range with what <see cref="TimeText"/> returned.</summary>
    /// <param name="text">The text.</param>
    /// <param name="latest">The time of the trail's latest change.</param>
    /// <exception cref="ItemFormatException">The text is not one of a time, or it is none of the calendar.</exception>
    public ContiguousRange At(string text, DateTimeOffset latest)
    {
        var isAfterGap = text.EndsWith(AfterGap, StringComparison.Ordinal);
        var seconds = isAfterGap ? text[..^AfterGap.Length] : text;
        return decimal.TryParse(seconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var before)
            && before <= (decimal)(latest - DateTimeOffset.MinValue).TotalSeconds
            ? this with { Time = latest.AddTicks(-(long)(before * TimeSpan.TicksPerSecond)), IsAfterGap = isAfterGap }
            : throw new ItemFormatException("audit trail's head", "times", "seconds of the calendar", "another text");
    }

    /// <summary>Gets the seconds from the first change to the trail's latest one, and whether records are missing before.</summary>
    public string TimeText(DateTimeOffset latest) => string.Create(
        CultureInfo.InvariantCulture, $"{(decimal)(latest - Time).Ticks / TimeSpan.TicksPerSecond}{(IsAfterGap ? AfterGap : "")}");

    /// <inheritdoc/>
    public override string ToString() => $"{First} {Last} {Old ?? None} {New ?? None} {Entity}";
}
