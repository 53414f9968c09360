using Fw24.Publishing;

namespace Fw24.Runtime.Tests.Flow;

/// <summary>A topic with the limits of SNS. It refuses entries alone, and whole calls before or after they took effect, as told.</summary>
internal sealed class FakeTopic : IChangePublisher
{
    /// <summary>What a call does: by its number, from 0.</summary>
    public Func<int, CallFault> OnCall { get; set; } = static _ => CallFault.None;

    /// <summary>What an entry of a call that goes through does: by its event id.</summary>
    public Func<string, EntryFault> OnEntry { get; set; } = static _ => EntryFault.None;

    /// <summary>What happens while a call is under way.</summary>
    public Func<CancellationToken, ValueTask> During { get; set; } = static _ => ValueTask.CompletedTask;

    public List<Published> Messages { get; } = [];

    /// <summary>The event ids of each call.</summary>
    public List<string[]> Calls { get; } = [];

    public IEnumerable<string> EventIds => Messages.Select(static message => message.EventId);

    public async ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
    {
        var copies = messages.Select(static message => new Published(message)).ToArray();
        Calls.Add([.. copies.Select(static copy => copy.EventId)]);
        Assert.InRange(copies.Length, 1, 10);
        Assert.InRange(copies.Sum(static copy => copy.Size), 1, 262_144);
        Assert.Equal(copies.Length, copies.Select(static copy => copy.PartitionKey).Distinct().Count());

        await During(cancellationToken);
        var fault = OnCall(Calls.Count - 1);
        if (fault is CallFault.ThrowBefore)
        {
            throw new IOException("The connection was reset.");
        }

        var failures = new List<PublishFailure>();
        for (var i = 0; i < copies.Length; i++)
        {
            switch (OnEntry(copies[i].EventId))
            {
                case EntryFault.Throttle:
                    failures.Add(new PublishFailure(i, "Throttled", "Rate exceeded", SenderFault: false));
                    break;
                case EntryFault.Refuse:
                    failures.Add(new PublishFailure(i, "InvalidParameter", $"Refused: {copies[i].Body}", SenderFault: true));
                    break;
                default:
                    Messages.Add(copies[i]);
                    break;
            }
        }

        return fault is CallFault.ThrowAfter ? throw new IOException("The answer was lost.") : failures;
    }
}
