namespace Fw24.Local.Topics;

/// <summary>The deduplication ids of the last 5 minutes with their messages (SNS and SQS FIFO, "deduplication interval").</summary>
internal sealed class DeduplicationWindow
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, string> _messages = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset SentAt, string Id)> _ids = new();

    /// <summary>Finds the earlier message with a deduplication id; <see langword="null"/> if the given message is the first.</summary>
    public string? Find(string id, string messageId, DateTimeOffset now)
    {
        while (_ids.TryPeek(out var oldest) && oldest.SentAt + Length <= now)
        {
            _messages.Remove(_ids.Dequeue().Id);
        }

        if (_messages.TryGetValue(id, out var earlier))
        {
            return earlier;
        }

        _messages.Add(id, messageId);
        _ids.Enqueue((now, id));
        return null;
    }
}
