namespace Fw24.Audit.States;

/// <summary>Records of an item that follow one another.</summary>
/// <param name="Start">The index of the first one.</param>
/// <param name="End">The index after the last one.</param>
internal readonly record struct TrailRun(int Start, int End)
{
    /// <summary>Why nothing follows from the only record; <see langword="null"/> if something does.</summary>
    public string? Fault { get; init; }

    /// <summary>
    /// Why nothing is known after the last record, if another run follows; <see langword="null"/> if that is known up to the next run.
    /// </summary>
    public string? Break { get; init; }

    /// <summary>The mark of the sink that records are missing after the last one; <see langword="null"/> without one.</summary>
    public AuditGap? Gap { get; init; }
}
