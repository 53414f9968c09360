using Fw24.Messages;

namespace Fw24.Runtime.Tests.Harness.Flow;

/// <summary>A topic with SNS's limits. As instructed it rejects single entries, or whole calls before or after they took effect.</summary>
internal sealed class FakeTopic : IChangePublisher
{
    // The groups of the calls in progress.
    private readonly HashSet<string> _groups = [];
    private int _underWay;

    /// <summary>The fault of a call, by its number, from 0.</summary>
    public Func<int, CallFault> OnCall { get; set; } = static _ => CallFault.None;

    /// <summary>The fault of an entry in a successful call, by its event id.</summary>
    public Func<string, EntryFault> OnEntry { get; set; } = static _ => EntryFault.None;

    /// <summary>Runs while a call is in progress, by its number.</summary>
    public Func<int, CancellationToken, ValueTask> During { get; set; } = static (_, _) => ValueTask.CompletedTask;

    /// <summary>An additional failure that every call returns.</summary>
    public PublishFailure? Invented { get; set; }

    /// <summary>The maximum size of a call's messages in bytes.</summary>
    public int MaxBytes { get; set; } = 262_144;

    public List<Published> Messages { get; } = [];

    /// <summary>The event ids of each call.</summary>
    public List<string[]> Calls { get; } = [];

    /// <summary>The maximum number of concurrent calls.</summary>
    public int MostUnderWay { get; private set; }

    public IEnumerable<string> EventIds => Messages.Select(static message => message.EventId);

    public async ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
    {
        var copies = messages.Select(static message => new Published(message)).ToArray();
        Calls.Add([.. copies.Select(static copy => copy.EventId)]);
        Assert.InRange(copies.Length, 1, 10);
        Assert.InRange(copies.Sum(static copy => copy.Size), 1, MaxBytes);

        // Neither two messages of one group in a call, nor in two concurrent calls.
        var call = Calls.Count - 1;
        Assert.All(copies, copy => Assert.True(_groups.Add(copy.PartitionKey)));
        MostUnderWay = Math.Max(MostUnderWay, ++_underWay);
        try
        {
            await During(call, cancellationToken);
            return End(OnCall(call), copies);
        }
        finally
        {
            _underWay--;
            _groups.ExceptWith(copies.Select(static copy => copy.PartitionKey));
        }
    }

    private List<PublishFailure> End(CallFault fault, Published[] copies)
    {
        if (fault is CallFault.ThrowBefore)
        {
            throw new IOException("The connection was reset.");
        }

        var failures = new List<PublishFailure>();
        if (Invented is not null)
        {
            failures.Add(Invented);
        }

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
