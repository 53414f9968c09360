using Fw24.Functions.Queues;

namespace Fw24.Runtime.Tests.Harness.Flow;

/// <summary>Records how long messages are hidden.</summary>
internal sealed class FakeVisibility : IMessageVisibility
{
    public bool IsBroken { get; set; }

    public List<HiddenMessage> Hidden { get; } = [];

    public ValueTask HideAsync(IReadOnlyList<HiddenMessage> messages, CancellationToken cancellationToken)
    {
        if (IsBroken)
        {
            throw new IOException("The queue is not there.");
        }

        Hidden.AddRange(messages);
        return ValueTask.CompletedTask;
    }

    /// <summary>The delay of a message in seconds; <see langword="null"/> if it was not delayed.</summary>
    public int? DelayOf(string messageId)
        => Hidden.Where(message => message.MessageId == messageId).Select(static message => (int?)message.Seconds).SingleOrDefault();
}
