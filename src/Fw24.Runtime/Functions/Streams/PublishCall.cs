using Fw24.Messages;

namespace Fw24.Functions.Streams;

/// <summary>A call of a run: its messages, and what became of each. While it is under way, it belongs to the task that sends it.</summary>
internal sealed class PublishCall
{
    private readonly List<ChangeMessage> _messages = new(PublishPlan.MaxCallEntries);
    private readonly PublishOutcome[] _outcomes = new PublishOutcome[PublishPlan.MaxCallEntries];
    private readonly string?[] _reasons = new string?[PublishPlan.MaxCallEntries];

    /// <summary>The messages, by their places in the batch.</summary>
    public List<int> Entries { get; } = new(PublishPlan.MaxCallEntries);

    /// <summary>What became of a message.</summary>
    /// <param name="index">Its place in the call.</param>
    public PublishOutcome OutcomeOf(int index) => _outcomes[index];

    /// <summary>Why a message was not published, without values; <see langword="null"/> when it was.</summary>
    /// <param name="index">Its place in the call.</param>
    public string? ReasonOf(int index) => _reasons[index];

    /// <summary>The messages themselves, in a list that lives as long as the call is under way.</summary>
    public List<ChangeMessage> MessagesOf(StreamRun run)
    {
        _messages.Clear();
        foreach (var entry in Entries)
        {
            _messages.Add(run.MessageAt(entry));
        }

        return _messages;
    }

    /// <summary>The topic answered.</summary>
    /// <param name="failures">The messages it did not take.</param>
    /// <exception cref="ArgumentOutOfRangeException">The answer is one to another call.</exception>
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

    /// <summary>The call broke off: nothing is known of its messages but of those that are parked, or could not be.</summary>
    /// <param name="reason">Why, without values.</param>
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

    /// <summary>It is known what became of a message.</summary>
    public void Ended(int index, PublishOutcome outcome, string? reason)
    {
        _outcomes[index] = outcome;
        _reasons[index] = reason;
    }

    /// <summary>Makes it ready to be used again.</summary>
    public void Clear()
    {
        _messages.Clear();
        Array.Clear(_outcomes);
        Array.Clear(_reasons);
    }
}
