using Fw24.Local.Queues;
using Fw24.Local.Streams;
using Fw24.Model;

namespace Fw24.Local;

/// <summary>Creates events to test functions with, as the bytes that Lambda passes to them.</summary>
/// <remarks>
/// <code>
/// var orders = ChangeEvents.For&lt;Order&gt;(OrdersApp.Model);
/// var paid = orders.Modified(order, order with { Status = OrderStatus.Paid });
/// await processor(paid.ToStreamEvent(), context, ct);       // the function orders-stream
/// await mailer(paid.ToQueueEvent(), context, ct);           // a handler's function, or orders-audit
/// </code>
/// </remarks>
public static class ChangeEvents
{
    /// <summary>Creates the factory of an entity's changes.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="app">The app's generated model.</param>
    /// <param name="startTime">The time of the first change; each further one is a second later. Default: 2026-01-01T00:00:00Z.</param>
    /// <returns>The factory.</returns>
    /// <exception cref="ArgumentException">The app has no such entity, or its table has no stream.</exception>
    public static ChangeEvents<T> For<T>(AppModel app, DateTimeOffset? startTime = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(app);
        foreach (var table in app.Tables)
        {
            if (table.Entities.Any(static entity => entity.Type == typeof(T)) && (table.Stream is not null || table.Audit is not null))
            {
                return new ChangeEvents<T>(app, table, startTime ?? new LocalCloudOptions().StartTime);
            }
        }

        throw new ArgumentException($"The app '{app.Name}' has no entity {typeof(T).Name} in a table with a stream.", nameof(app));
    }

    /// <summary>Creates the event that a stream processor is invoked with.</summary>
    /// <param name="changes">Changes of one table, in stream order.</param>
    /// <returns>The event in UTF-8.</returns>
    public static ReadOnlyMemory<byte> ToStreamEvent(params IEnumerable<ChangeEvent> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return StreamEventWriter.Write([.. changes.Select(static change => change.Json)]);
    }

    /// <summary>
    /// Creates the event that the function of a handler or an audit is invoked with: the messages that the stream processor makes of the changes.
    /// </summary>
    /// <param name="changes">Changes of one table, in order.</param>
    /// <returns>The event in UTF-8.</returns>
    /// <exception cref="InvalidOperationException">The stream processor parks a change instead of publishing its message.</exception>
    public static ReadOnlyMemory<byte> ToQueueEvent(params IEnumerable<ChangeEvent> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var all = changes.ToList();
        if (all.Count == 0)
        {
            return "{\"Records\":[]}"u8.ToArray();
        }

        using var publishing = new CapturedPublishing(all[0].Source);
        var topology = LocalTopology.Of(all[0].Source.App);
        List<LocalMessage> messages = [];
        foreach (var change in all)
        {
            var published = publishing.Publish(change);
            messages.Add(new LocalMessage
            {
                MessageId = change.MessageId,
                Body = published.Body,
                Attributes = published.Attributes,
                GroupId = published.GroupId,
                DeduplicationId = published.DeduplicationId,
                SequenceNumber = published.DeduplicationId is null ? null : change.SequenceNumber.PadLeft(20, '0'),
                SentAt = change.ChangedAt,
                FirstReceivedAt = change.ChangedAt,
                ReceiveCount = 1,
            });
        }

        var queue = DeployedName.Queue("test", fifo: all[0].Source.Table.Stream is { Fifo: true });
        return SqsEventWriter.Write(messages, topology.QueueArn(queue), topology.Region);
    }
}
