using Fw24.Operations.Journals;

namespace Fw24.Operations;

/// <summary>
/// The journal of a replay (schema <c>fw24.replay-journal/1</c>): the result of each message, stored before the message is
/// deleted. A replay that was
/// interrupted continues with its journal: what is stored as done is deleted without being replayed again.
/// </summary>
/// <remarks>
/// JSON Lines, to which lines are only added; each is on the disk before the call that adds it returns. It contains ids, names
/// and reasons, and no item's value.
/// The reason of a message that was dropped is the operator's own text.
/// </remarks>
public sealed class ReplayJournal : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Stream _stream;
    private readonly TimeProvider _time;
    private readonly OrderedDictionary<string, JournalEntry> _entries = new(StringComparer.Ordinal);
    private bool _isBroken;

    /// <summary>Reads a journal, and continues it.</summary>
    /// <param name="stream">The file, at its beginning.</param>
    /// <param name="time">The clock.</param>
    /// <param name="name">The journal's name for errors.</param>
    /// <exception cref="InvalidDataException">It is not a journal of this version.</exception>
    internal ReplayJournal(Stream stream, TimeProvider time, string name)
    {
        (_stream, _time) = (stream, time);
        var end = JournalReader.Read(stream, name, _entries);

        // What was not written completely is replaced.
        stream.SetLength(end);
        stream.Position = end;
        if (end == 0)
        {
            Append(JournalLine.Header);
        }
    }

    /// <summary>The latest result of each message, in the order in which the messages were first received.</summary>
    public IReadOnlyList<JournalEntry> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries.Values];
            }
        }
    }

    /// <summary>Opens a journal, or creates one.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="time">The clock; <see langword="null"/> for the system's.</param>
    /// <returns>The journal, which no other process can open until it is disposed of.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is not a journal of this version, or is damaged. It is left as it is.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another replay has the journal open.</exception>
    public static ReplayJournal Open(string path, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = OpenFile(path);
        try
        {
            return new ReplayJournal(file, time ?? TimeProvider.System, path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Creates a journal that lasts as long as this process: enough where the queues do, too, as in Fw24.Local.
    /// </summary>
    /// <param name="time">The clock; <see langword="null"/> for the system's.</param>
    public static ReplayJournal InMemory(TimeProvider? time = null)
        => new(new MemoryStream(), time ?? TimeProvider.System, "the journal in memory");

    /// <summary>Finds the latest result of a message.</summary>
    /// <param name="messageId">The message's id.</param>
    /// <returns>The result; <see langword="null"/> if the journal does not know the message.</returns>
    public JournalEntry? Find(string messageId)
    {
        lock (_lock)
        {
            return _entries.GetValueOrDefault(messageId);
        }
    }

    /// <summary>Sums the journal up.</summary>
    public ReplaySummary Summarize() => new(Entries);

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    /// <summary>Stores which messages are to be replayed, unless they are known.</summary>
    internal void Expect(IEnumerable<FailureMessage> messages) => Add([.. messages
        .Where(message => Find(message.MessageId) is null)
        .Select(message => new JournalEntry(
            message.MessageId, message.Queue.Name, FailureResult.Pending, null, _time.GetUtcNow(), IsDeleted: false))]);

    /// <summary>Stores the result of a message.</summary>
    internal JournalEntry Record(string messageId, string? queue, FailureResult result, string? reason)
    {
        var entry = new JournalEntry(messageId, queue, result, reason, _time.GetUtcNow(), IsDeleted: false);
        Add([entry]);
        return entry;
    }

    /// <summary>Stores that a message was deleted.</summary>
    internal JournalEntry RecordDeletion(JournalEntry entry)
    {
        var deleted = entry with { IsDeleted = true, At = _time.GetUtcNow() };
        Add([deleted]);
        return deleted;
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            throw new InvalidOperationException(
                $"The journal {path} cannot be opened, probably because another replay is using it. "
                + "Wait until that has ended, or name another journal.",
                exception);
        }
    }

    private void Add(IReadOnlyList<JournalEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        lock (_lock)
        {
            Append(string.Concat(entries.Select(JournalLine.Of)));
            foreach (var entry in entries)
            {
                _entries[entry.MessageId] = entry;
            }
        }
    }

    private void Append(string lines)
    {
        if (_isBroken)
        {
            throw new InvalidOperationException(
                "The journal could not be written completely. Open it again, which removes what is incomplete.");
        }

        _isBroken = true;
        _stream.Write(JournalLine.Encoding.GetBytes(lines));
        if (_stream is FileStream file)
        {
            file.Flush(flushToDisk: true);
        }
        else
        {
            _stream.Flush();
        }

        _isBroken = false;
    }
}
