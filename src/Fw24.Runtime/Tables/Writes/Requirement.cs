namespace Fw24.Tables.Writes;

/// <summary>What a write requires of the stored item.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Otherwise">The explanation if the condition does not hold.</param>
/// <param name="IsVersion">Indicates whether the condition compares the item's version.</param>
internal sealed record Requirement(ItemCondition Condition, string Otherwise, bool IsVersion = false)
{
    /// <summary>The explanation if no item is stored, where it is another one.</summary>
    public string? Missing { get; init; }
}
