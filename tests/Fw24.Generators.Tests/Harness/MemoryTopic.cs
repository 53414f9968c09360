using System.Text;
using Fw24.Messages;

namespace Fw24.Generators.Tests.Harness;

/// <summary>A topic, and a parking queue that rejects everything.</summary>
internal sealed class MemoryTopic : IChangePublisher, IParkingQueue
{
    public List<string> Bodies { get; } = [];

    public ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
    {
        // The bytes of a message are borrowed.
        Bodies.AddRange(messages.Select(static message => Encoding.UTF8.GetString(message.Body.Span)));
        return new([]);
    }

    public ValueTask ParkAsync(ParkedRecord record, CancellationToken cancellationToken)
        => throw new InvalidOperationException(record.Reason);
}
