using Fw24.Local.Scheduling;
using Fw24.Messages.Parking;

namespace Fw24.Local.Functions;

/// <summary>Which records were parked: one that is parked again, because an answer was lost, is the same.</summary>
internal sealed class ParkedRecords
{
    private readonly HashSet<(string Function, string Record)> _known = [];

    /// <summary>Remembers a record.</summary>
    /// <returns>Whether it is a new one.</returns>
    public bool Add(ParkedRecord record)
        => _known.Add((record.Function, record.EventId ?? StableHash.Of(record.Content.Span).ToString("x16")));
}
