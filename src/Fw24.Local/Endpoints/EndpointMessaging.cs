using System.Diagnostics.CodeAnalysis;
using Fw24.Aws;
using Fw24.Configuration;
using Fw24.Local.Functions;
using Fw24.Local.Messaging;
using Fw24.Local.Resources;
using Fw24.Local.Scheduling;
using Fw24.Messages;

namespace Fw24.Local.Endpoints;

/// <summary>The topics and queues of an endpoint.</summary>
internal sealed class EndpointMessaging : ICloudMessaging
{
    private static readonly TimeSpan s_countInterval = TimeSpan.FromSeconds(1);

    private readonly MessagingEndpoint _endpoint;
    private readonly LocalMessaging _context;
    private readonly Action<Exception> _onError;
    private readonly Dictionary<string, EndpointQueue> _queues;
    private readonly Dictionary<string, SnsChangePublisher> _publishers;
    private readonly List<EndpointQueueMapping> _mappings = [];
    private Task _counting = Task.CompletedTask;

    public EndpointMessaging(
        MessagingEndpoint endpoint, LocalTopology topology, LocalMessaging context, Action<Exception> onError)
    {
        (_endpoint, _context, _onError) = (endpoint, context, onError);
        _queues = topology.Queues.ToDictionary(
            static queue => queue.Name, queue => new EndpointQueue(queue, endpoint, context), StringComparer.Ordinal);
        _publishers = topology.Topics.Select(topic => endpoint.TopicArn(topic.Name))
            .ToDictionary(static arn => arn, endpoint.PublisherOf, StringComparer.Ordinal);
        Queues = _queues.ToDictionary(static queue => queue.Key, static queue => (IMessageQueue)queue.Value, StringComparer.Ordinal);
        PlanCount();
    }

    public Uri? Endpoint => _endpoint.Url;

    public IReadOnlyDictionary<string, IMessageQueue> Queues { get; }

    public IClaimCheck Claims => _endpoint.Claims;

    public string VariableOf(string variable, string value) => _endpoint.VariableOf(variable, value);

    public IChangePublisher? PublisherOf(FunctionInstance instance, string topicArn)
        => _publishers.TryGetValue(topicArn, out var publisher)
            ? new EndpointPublisher(instance, TopicArn.Parse(topicArn)!.Name, publisher, Expect)
            : null;

    public IMessageQueue? QueueAt(string url) => _queues.Values.FirstOrDefault(queue => queue.Url == url);

    public void Connect(QueueMappingResource mapping, FunctionRunner function)
        => _mappings.Add(new EndpointQueueMapping(mapping, _queues[mapping.Queue], function, _context, _onError));

    public void Rearm()
    {
        lock (_context.Loop.Gate)
        {
            _mappings.ForEach(static mapping => mapping.Arm());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_mappings.Select(static mapping => mapping.StopAsync())).ConfigureAwait(false);
        await _counting.ConfigureAwait(false);
        foreach (var publisher in _publishers.Values)
        {
            publisher.Dispose();
        }
    }

    private void Expect() => _mappings.ForEach(static mapping => mapping.Expect());

    private void PlanCount()
        => _context.Loop.At(_context.Loop.Now + s_countInterval, EventKind.Housekeeping, Count);

    // What queues have is asked for only while somebody looks.
    private void Count()
    {
        if (_context.Observation.Observer is not null && _counting.IsCompleted)
        {
            _counting = CountAsync();
        }

        PlanCount();
    }

    [SuppressMessage("Design", "CA1031", Justification = "The mappings report that an endpoint does not answer.")]
    private async Task CountAsync()
    {
        try
        {
            await Task.WhenAll(_queues.Values.Select(static queue => queue.CountAsync(CancellationToken.None).AsTask()))
                .ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The counts stay as last known.
        }
    }
}
