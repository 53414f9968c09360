namespace Fw24.Console.Feed;

/// <summary>The latest changes, found by event id, sequence number or message. Guarded by the cloud's gate.</summary>
/// <param name="capacity">The number of changes kept.</param>
internal sealed class ChangeLog(int capacity)
{
    /// <summary>The number of changes kept by default.</summary>
    public const int DefaultCapacity = 10_000;

    private readonly ChangeTrace?[] _ring = new ChangeTrace?[capacity];
    private readonly Dictionary<string, ChangeTrace> _byEvent = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Table, string SequenceNumber), ChangeTrace> _byNumber = [];
    private readonly Dictionary<string, ChangeTrace> _byMessage = new(StringComparer.Ordinal);

    /// <summary>The number of the latest change; 0 before the first.</summary>
    public long Latest { get; private set; }

    /// <summary>The number of changes kept.</summary>
    public int Count => (int)Math.Min(Latest, capacity);

    /// <summary>The number of entries by which changes are found: it is bounded, as the changes are.</summary>
    public int Indexed => _byEvent.Count + _byNumber.Count + _byMessage.Count;

    public ChangeTrace Add(string table, string sequenceNumber, DateTimeOffset at, RecordFacts facts)
    {
        var trace = new ChangeTrace { Number = ++Latest, Table = table, SequenceNumber = sequenceNumber, At = at, Facts = facts };
        ref var place = ref _ring[Latest % capacity];
        if (place is not null)
        {
            Forget(place);
        }

        place = trace;
        _byNumber[(table, sequenceNumber)] = trace;
        if (facts.EventId.Length > 0)
        {
            _byEvent[facts.EventId] = trace;
        }

        return trace;
    }

    public ChangeTrace? Find(long number)
        => number > 0 && number <= Latest && _ring[number % capacity] is { } trace && trace.Number == number ? trace : null;

    public ChangeTrace? OfEvent(string eventId) => _byEvent.GetValueOrDefault(eventId);

    public ChangeTrace? OfRecord(string table, string sequenceNumber) => _byNumber.GetValueOrDefault((table, sequenceNumber));

    public ChangeTrace? OfMessage(string messageId) => _byMessage.GetValueOrDefault(messageId);

    public void AddMessage(string messageId, ChangeTrace trace) => _byMessage[messageId] = trace;

    /// <summary>The changes, the latest first.</summary>
    public IEnumerable<ChangeTrace> Newest()
    {
        for (var number = Latest; number > Latest - Count; number--)
        {
            yield return _ring[number % capacity]!;
        }
    }

    /// <summary>The changes of the same item that are kept, the earliest first.</summary>
    public IEnumerable<ChangeTrace> OfItem(ChangeTrace trace)
        => Newest().Where(other => other.Table == trace.Table && other.Facts.Keys.Span.SequenceEqual(trace.Facts.Keys.Span)).Reverse();

    private void Forget(ChangeTrace trace)
    {
        Remove(_byNumber, (trace.Table, trace.SequenceNumber), trace);
        Remove(_byEvent, trace.Facts.EventId, trace);
        foreach (var (_, message) in trace.Deliveries)
        {
            Remove(_byMessage, message.MessageId, trace);
        }
    }

    private static void Remove<TKey>(Dictionary<TKey, ChangeTrace> index, TKey key, ChangeTrace trace)
        where TKey : notnull
    {
        if (index.TryGetValue(key, out var found) && ReferenceEquals(found, trace))
        {
            index.Remove(key);
        }
    }
}
