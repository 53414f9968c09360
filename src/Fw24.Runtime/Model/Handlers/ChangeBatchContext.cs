namespace Fw24;

/// <summary>
/// The context in which a batch of changes is handled, and the place to report those that failed. Safe for concurrent use.
/// </summary>
public sealed class ChangeBatchContext
{
    private readonly IReadOnlyList<ChangeContext> _messages;
    private readonly Exception?[] _failures;

    /// <summary>Creates the context of a batch.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="messages">The context of each change, in the same order.</param>
    /// <exception cref="ArgumentException">There are no changes, or not as many contexts.</exception>
    public ChangeBatchContext(IReadOnlyList<EntityChange> changes, IReadOnlyList<ChangeContext> messages)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(messages);
        if (changes.Count == 0 || changes.Count != messages.Count)
        {
            throw new ArgumentException("A batch has at least one change, and a context for each.", nameof(messages));
        }

        (Changes, _messages, _failures) = (changes, messages, new Exception?[changes.Count]);
    }

    /// <summary>The invocation that delivered the changes.</summary>
    public InvocationContext Invocation => _messages[0].Invocation;

    /// <summary>The changes. Those of one item are in order if the queue is FIFO.</summary>
    public IReadOnlyList<EntityChange> Changes { get; }

    /// <summary>Returns the context of a change, which has its message's id and the number of receives.</summary>
    /// <param name="change">A change of the batch.</param>
    /// <returns>The change's context.</returns>
    /// <exception cref="ArgumentException">The change is not of this batch.</exception>
    public ChangeContext Of(EntityChange change) => _messages[IndexOf(change)];

    /// <summary>
    /// Reports that a change was not handled: its message is delivered again, and with it, from a FIFO queue, the later messages of its
    /// group. The other changes of the batch count as handled when the handler returns.
    /// </summary>
    /// <param name="change">A change of the batch.</param>
    /// <param name="exception">
    /// The reason, which is logged as an exception from the handler would be. <see cref="EntityChange.OldFault"/> parks the message.
    /// </param>
    /// <exception cref="ArgumentException">The change is not of this batch.</exception>
    public void Fail(EntityChange change, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Interlocked.CompareExchange(ref _failures[IndexOf(change)], exception, null);
    }

    /// <summary>Returns the first reason with which a change was reported as failed.</summary>
    /// <param name="change">A change of the batch.</param>
    /// <returns>The reason; <see langword="null"/> if the change was not reported.</returns>
    /// <exception cref="ArgumentException">The change is not of this batch.</exception>
    public Exception? FailureOf(EntityChange change) => FailureAt(IndexOf(change));

    /// <summary>Returns the first reason with which the change at a position was reported as failed.</summary>
    internal Exception? FailureAt(int index) => Volatile.Read(ref _failures[index]);

    // By reference: two deliveries of a change are equal.
    private int IndexOf(EntityChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        for (var i = 0; i < Changes.Count; i++)
        {
            if (ReferenceEquals(Changes[i], change))
            {
                return i;
            }
        }

        throw new ArgumentException(
            $"The change {change.EventId} is not of this batch. Pass one of its own changes, not a copy of it.", nameof(change));
    }
}
