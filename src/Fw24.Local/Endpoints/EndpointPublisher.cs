using Fw24.Aws;
using Fw24.Local.Faults;
using Fw24.Local.Functions;
using Fw24.Messages;

namespace Fw24.Local.Endpoints;

/// <summary>A function's access to a topic of an endpoint.</summary>
/// <param name="instance">The function.</param>
/// <param name="topic">The topic's name.</param>
/// <param name="publisher">The topic.</param>
/// <param name="onPublished">Called after messages were published, within the gate.</param>
internal sealed class EndpointPublisher(FunctionInstance instance, string topic, SnsChangePublisher publisher, Action onPublished)
    : IChangePublisher
{
    public ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(
        IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
        => instance.CallAsync(FaultBoundary.Publish, async () =>
        {
            var failures = await publisher.PublishAsync(messages, cancellationToken).ConfigureAwait(false);
            Report(messages, failures);
            return failures;
        });

    private void Report(IReadOnlyList<ChangeMessage> messages, IReadOnlyList<PublishFailure> failures)
    {
        var context = instance.Context;
        lock (context.Loop.Gate)
        {
            for (var index = 0; index < messages.Count; index++)
            {
                if (failures.All(failure => failure.Index != index))
                {
                    context.Counters.Published++;
                    context.Observation.Observer?.OnPublished(
                        topic, InstancePublisher.Entry(messages[index], index), isDuplicate: false);
                }
            }

            onPublished();
        }
    }
}
