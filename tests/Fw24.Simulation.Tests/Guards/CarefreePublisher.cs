using Fw24.Messages;

namespace Fw24.Simulation.Tests.Guards;

/// <summary>Takes a call that succeeded for the success of all of its entries.</summary>
internal sealed class CarefreePublisher(IChangePublisher publisher) : IChangePublisher
{
    public async ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
    {
        await publisher.PublishAsync(messages, cancellationToken);
        return [];
    }
}
