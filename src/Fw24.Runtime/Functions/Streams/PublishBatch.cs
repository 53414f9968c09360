using System.Buffers;
using Fw24.Messages;

namespace Fw24.Functions.Streams;

/// <summary>One PublishBatch call: its messages and their outcomes. While in progress, it belongs to the task that sends it.</summary>
internal sealed class PublishBatch
{
    private readonly List<ChangeMessage> _messages = new(GroupScheduler.MaxCallEntries);
    private readonly PublishOutcome[] _outcomes = new PublishOutcome[GroupScheduler.MaxCallEntries];
    private readonly string?[] _reasons = new string?[GroupScheduler.MaxCallEntries];

    // The bodies that are composed for this call.
    private byte[] _bodies = [];

    /// <summary>The messages, as indexes into the batch.</summary>
    public List<int> Entries { get; } = new(GroupScheduler.MaxCallEntries);

    /// <summary>Gets the outcome of a message.</summary>
    /// <param name="index">The index in the call.</param>
    public PublishOutcome OutcomeOf(int index) => _outcomes[index];

    /// <summary>Gets the reason that a message was not published, without item values; <see langword="null"/> when it was.</summary>
    /// <param name="index">The index in the call.</param>
    public string? ReasonOf(int index) => _reasons[index];

    /// <summary>The reason of the first message that was not published, without item values; <see langword="null"/> if all were.</summary>
    public string? FirstReason => Array.Find(_reasons, static reason => reason is not null);

    /// <summary>Gets the messages in a list that is valid while the call is in progress, or until other ones are.</summary>
    public List<ChangeMessage> MessagesOf(StreamBatchContext run)
    {
        _messages.Clear();
        var length = 0;
        foreach (var entry in Entries)
        {
            length += run.Drafts[entry].ComposedLength;
        }

        var memory = Memory(length);
        foreach (var entry in Entries)
        {
            length = run.Drafts[entry].ComposedLength;
            _messages.Add(run.MessageAt(entry, memory[..length]));
            memory = memory[length..];
        }

        return _messages;
    }

    /// <summary>Gets a message that is valid until another one is.</summary>
    public ChangeMessage MessageOf(StreamBatchContext run, int entry) => run.MessageAt(entry, Memory(run.Drafts[entry].ComposedLength));

    /// <summary>Applies the topic's response.</summary>
    /// <param name="failures">The messages that it rejected.</param>
    /// <exception cref="ArgumentOutOfRangeException">The response does not fit this call.</exception>
    public void Published(IReadOnlyList<PublishFailure> failures)
    {
        _outcomes.AsSpan(0, Entries.Count).Fill(PublishOutcome.Published);
        foreach (var failure in failures)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)failure.Index, (uint)Entries.Count, nameof(failures));
            if (OutcomeOf(failure.Index) is not PublishOutcome.Refused)
            {
                Ended(failure.Index, failure.SenderFault ? PublishOutcome.Refused : PublishOutcome.NotPublished, failure.Code);
            }
        }
    }

    /// <summary>Marks the outcomes as unknown after an aborted call, except for messages that were parked or could not be.</summary>
    /// <param name="reason">The reason, without item values.</param>
    public void BrokeOff(string reason)
    {
        for (var i = 0; i < Entries.Count; i++)
        {
            if (OutcomeOf(i) is not (PublishOutcome.Parked or PublishOutcome.NotParked))
            {
                Ended(i, PublishOutcome.NotPublished, reason);
            }
        }
    }

    /// <summary>Sets the outcome of a message.</summary>
    public void Ended(int index, PublishOutcome outcome, string? reason)
    {
        _outcomes[index] = outcome;
        _reasons[index] = reason;
    }

    /// <summary>Resets the call for reuse.</summary>
    public void Clear()
    {
        _messages.Clear();
        Array.Clear(_outcomes);
        Array.Clear(_reasons);
        Return();
    }

    private Memory<byte> Memory(int length)
    {
        if (_bodies.Length < length)
        {
            Return();
            _bodies = ArrayPool<byte>.Shared.Rent(length);
        }

        return _bodies.AsMemory(0, length);
    }

    private void Return()
    {
        if (_bodies.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bodies);
            _bodies = [];
        }
    }
}
