namespace Fw24.Console.Runs;

/// <summary>A run up to a moment.</summary>
/// <param name="Reach">The number of events that have happened.</param>
/// <param name="IsWhole">Indicates whether the script has ended.</param>
/// <param name="Hashes">A hash of all that was reported, up to and including each event that had something to report.</param>
/// <param name="Changes">The number of the event of each change.</param>
internal sealed record RunSummary(
    long Reach, bool IsWhole, IReadOnlyList<(long Event, ulong Hash)> Hashes, IReadOnlyList<long> Changes)
{
    /// <summary>Finds the first event that is not the same in another run, as far as both have come.</summary>
    /// <returns>The event; <see langword="null"/> if there is none.</returns>
    public long? DifferenceFrom(RunSummary other)
    {
        var (end, otherEnd) = (IsWhole ? long.MaxValue : Reach, other.IsWhole ? long.MaxValue : other.Reach);
        for (var index = 0; ; index++)
        {
            var (mine, its) = (At(index), other.At(index));
            var first = Math.Min(mine.Event, its.Event);
            if (first > Math.Min(end, otherEnd) || first is long.MaxValue)
            {
                return null;
            }

            if (mine != its)
            {
                return first;
            }
        }
    }

    /// <summary>The event of a change, if it is known.</summary>
    /// <param name="number">The change's number.</param>
    public long? EventOf(long number) => number > 0 && number <= Changes.Count ? Changes[(int)number - 1] : null;

    private (long Event, ulong Hash) At(int index) => index < Hashes.Count ? Hashes[index] : (long.MaxValue, 0);
}
