using Fw24.Local.Scheduling;
using Fw24.Messages;

namespace Fw24.Local.Functions;

/// <summary>The distinct records that were parked. A record parked again because a response was lost is the same.</summary>
internal sealed class ParkedRecords
{
    private readonly HashSet<(string Function, string Record)> _known = [];

    /// <summary>Adds a record.</summary>
    /// <returns><see langword="true"/> if it is new.</returns>
    public bool Add(ParkedRecord record)
        => _known.Add((record.Function, record.EventId ?? StableHash.Of(record.Content.Span).ToString("x16")));
}
