namespace Fw24.Tables;

/// <summary>How items are read by their keys.</summary>
public sealed record ItemReadOptions
{
    /// <summary>Whole items, read consistently.</summary>
    internal static ItemReadOptions Default { get; } = new();

    /// <summary>
    /// Indicates whether the read returns every write that was acknowledged before it. Costs twice as much as an eventually consistent
    /// read. Default: yes.
    /// </summary>
    public bool IsConsistent { get; init; } = true;

    /// <summary>The names of the attributes to return; <see langword="null"/> for all.</summary>
    public IReadOnlyList<string>? Attributes { get; init; }
}
