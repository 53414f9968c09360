namespace Fw24.Audit;

/// <summary>Something that is not as the log of seals says.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Place">The record, as <c>table/event id</c>, or the object of the log.</param>
/// <param name="Time">The time of the record's change; <see langword="null"/> for an object of the log.</param>
/// <param name="Text">What was expected, and what was found.</param>
public sealed record AuditFinding(AuditFindingKind Kind, string Place, DateTimeOffset? Time, string Text)
{
    /// <summary>Returns the finding as a line.</summary>
    public override string ToString() => $"{Kind} {Place}: {Text}";
}
