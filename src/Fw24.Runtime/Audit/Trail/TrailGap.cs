using Fw24.Items.Values;

namespace Fw24.Audit.Trail;

/// <summary>The known state of the place in an item's trail after a record.</summary>
/// <param name="Entity">The entity under whose name the record is stored.</param>
/// <param name="After">The record's sequence number.</param>
/// <param name="Before">The sequence number of the next stored record.</param>
/// <param name="IsFilled">Indicates whether no record is missing between the two.</param>
internal readonly record struct TrailGap(string Entity, string After, string Before, bool IsFilled)
{
    private const string Open = "open";
    private const string Filled = "filled";

    /// <summary>The state as a word: open or filled.</summary>
    public string State => IsFilled ? Filled : Open;

    /// <summary>Parses the text that <see cref="ToString"/> returns.</summary>
    /// <exception cref="ItemFormatException">The text is not a gap.</exception>
    public static TrailGap Parse(string text) => text.Split(' ', 4) is [var state, var after, var before, var entity] && SequenceNumber.IsValid(after) && SequenceNumber.IsValid(before)
        ? new TrailGap(entity, after, before, IsFilledOf(state))
        : throw new ItemFormatException("audit trail's head", "gaps", "a state, two sequence numbers and an entity", "another text");

    /// <summary>Parses a word of <see cref="State"/>.</summary>
    /// <exception cref="ItemFormatException">The word is unknown.</exception>
    public static bool IsFilledOf(string state) => state switch
    {
        Open => false,
        Filled => true,
        _ => throw new ItemFormatException("audit gap", "state", "open or filled", "another word"),
    };

    /// <inheritdoc/>
    public override string ToString() => $"{State} {After} {Before} {Entity}";
}
