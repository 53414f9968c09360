using System.Text.Json;

namespace Fw24.Local.Streams;

/// <summary>Filter criteria of a mapping: event patterns with exact values, <c>prefix</c>, <c>suffix</c>, <c>anything-but</c> and <c>exists</c>.</summary>
/// <remarks>A record passes if one pattern matches; a pattern matches if each of its members does ("Filter rule syntax").</remarks>
internal sealed class EventFilter
{
    private readonly EventPattern[] _patterns;

    /// <summary>Reads patterns.</summary>
    /// <param name="patterns">The patterns; none accepts everything.</param>
    /// <exception cref="NotSupportedException">A pattern has a rule other than those named above.</exception>
    public EventFilter(IReadOnlyList<string> patterns) => _patterns = [.. patterns.Select(EventPattern.Parse)];

    /// <summary>Indicates whether a record is part of a batch.</summary>
    /// <param name="record">The record in UTF-8. Invalid JSON is accepted, for the function to deal with.</param>
    public bool Accepts(ReadOnlyMemory<byte> record)
    {
        if (_patterns.Length == 0)
        {
            return true;
        }

        foreach (var pattern in _patterns)
        {
            try
            {
                if (pattern.Matches(record.Span))
                {
                    return true;
                }
            }
            catch (JsonException)
            {
                return true;
            }
        }

        return false;
    }
}
