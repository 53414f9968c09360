using Fw24.Items.Values;

namespace Fw24.Audit.Trail;

/// <summary>What is known of the place in an item's trail behind a record.</summary>
/// <param name="Entity">The entity under whose name the record is found.</param>
/// <param name="After">The record's sequence number.</param>
/// <param name="Before">The sequence number of the next record that is stored.</param>
/// <param name="IsFilled">Whether nothing is missing between the two.</param>
internal readonly record struct TrailGap(string Entity, string After, string Before, bool IsFilled)
{
    private const string Open = "open";
    private const string Filled = "filled";

    /// <summary>The word for whether the gap is filled.</summary>
    public string State => IsFilled ? Filled : Open;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="ItemFormatException">It is something else.</exception>
    public static TrailGap Parse(string text) => text.Split(' ', 4) is [var state, var after, var before, var entity] && SequenceNumber.IsValid(after) && SequenceNumber.IsValid(before)
        ? new TrailGap(entity, after, before, IsFilledOf(state))
        : throw new ItemFormatException("audit trail's head", "gaps", "a state, two sequence numbers and an entity", "another text");

    /// <summary>What a word of <see cref="State"/> says.</summary>
    /// <exception cref="ItemFormatException">It is another word.</exception>
    public static bool IsFilledOf(string state) => state switch
    {
        Open => false,
        Filled => true,
        _ => throw new ItemFormatException("audit gap", "state", "open or filled", "another word"),
    };

    /// <inheritdoc/>
    public override string ToString() => $"{State} {After} {Before} {Entity}";
}
