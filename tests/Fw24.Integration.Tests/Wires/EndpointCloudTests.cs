using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.SQS;
using Fw24.Local;
using Fw24.Local.Endpoints;
using Fw24.Local.Functions;
using Fw24.Local.Observation;
using Fw24.Local.Queues;
using Fw24.Local.Resources;
using Fw24.Local.Streams;
using Fw24.Local.Topics;
using Microsoft.Extensions.DependencyInjection;
using Orders;
using Orders.Local.Shops;

namespace Fw24.Integration.Tests.Wires;

/// <summary>A cloud with embedded tables, and topics and queues at an endpoint: each step, and what outlives the cloud.</summary>
[Trait("Category", "Server")]
[Collection(WiredServers.Name)]
public sealed class EndpointCloudTests(WiredServers servers) : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly LocalTopology s_topology = LocalTopology.Of(OrdersApp.Model);

    private MessagingEndpoint _messaging = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => OpenAsync(s_topology);

    [Fact]
    public async Task A_change_is_observed_from_the_write_to_the_handler_and_each_item_is_in_order()
    {
        await using var cloud = CreateCloud();
        var observer = new Steps();
        cloud.Parts.Observation.Observer = observer;
        var orders = cloud.Table<Order>();
        foreach (var id in new[] { "a", "b" })
        {
            var order = await orders.CreateAsync(OrderOf(id), Stop);
            order = await orders.ReplaceAsync(order with { Status = OrderStatus.Paid }, Stop);
            await orders.ReplaceAsync(order with { Status = OrderStatus.Shipped }, Stop);
        }

        await cloud.RunUntilIdleAsync(Stop);

        foreach (var id in new[] { "a", "b" })
        {
            Assert.Equal(
                ["insert", "modify", "modify"],
                observer.Invoked
                    .Where(one => one is { Function: "OrderBoard" } && one.Subject.Contains($"={id}", StringComparison.Ordinal))
                    .Select(static one => one.Operation));
            Assert.Equal(OrderStatus.Shipped, (await cloud.Table<BoardCard>().GetAsync(id, Stop))!.Status);
        }

        Assert.Equal((6, 6), (observer.Published.Count, observer.Sent.Count(static queue => queue is "OrderBoard.fifo")));
        Assert.Equal(6, cloud.LogGroups["/audit/logs/orders"].Events.Count);
        Assert.Empty(cloud.Failures);
        Assert.Equal(0, await _messaging.CountAsync("OrderBoard.fifo", Stop));
    }

    [Fact]
    public async Task What_fails_alone_is_dead_lettered_alone_and_an_unreadable_record_is_parked()
    {
        await OpenAsync(s_topology with
        {
            Queues = [.. s_topology.Queues.Select(static queue => queue.Name is "CustomerDirectory" ? Hasty(queue) : queue)],
        });
        await using var cloud = CreateCloud();
        var observer = new Steps();
        cloud.Parts.Observation.Observer = observer;
        var broken = Item("""{"CustomerId":{"S":"c-2"},"SequenceNumber":{"M":{}}}""");
        await cloud.Store.PutAsync("customer-directory", broken, null, Stop);
        foreach (var id in new[] { "c-1", "c-2", "c-3" })
        {
            await cloud.Table<Customer>().CreateAsync(new Customer { CustomerId = id, Name = id }, Stop);
        }

        await cloud.Store.PutAsync("customers", Item("""{"CustomerId":{"S":"c-4"},"Name":{"M":{}}}"""), null, Stop);
        await cloud.RunUntilIdleAsync(Stop);

        Assert.Equal("CustomerId=c-2", Member(Assert.Single(await DrainAsync("CustomerDirectory-dlq")), "subject"));
        Assert.NotNull(await cloud.Table<DirectoryEntry>().GetAsync("c-3", Stop));
        Assert.Contains(await DrainAsync("orders-parking"), static message => Member(message, "function") is "CustomerDirectory");
        Assert.Equal(["CustomerDirectory → CustomerDirectory-dlq"], observer.DeadLettered);
    }

    [Fact]
    public async Task What_a_stopped_cloud_had_in_hand_the_next_one_handles_at_once()
    {
        var mailer = new StuckMailer();
        await using (var cloud = CreateCloud(mailer))
        {
            var order = await cloud.Table<Order>().CreateAsync(OrderOf("a"), Stop);
            await cloud.Table<Order>().ReplaceAsync(order with { Status = OrderStatus.Shipped }, Stop);
            using var until = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            var run = cloud.RunUntilIdleAsync(until.Token);
            await mailer.Called.WaitAsync(Stop);
            await until.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        }

        // Otherwise, its visibility timeout would have to end: 3 minutes.
        Assert.Equal(1, await _messaging.CountAsync("ShipmentMailer.fifo", Stop));
        var next = new CountingMailer();
        await using (var cloud = CreateCloud(next))
        {
            await cloud.RunUntilIdleAsync(Stop).WaitAsync(s_patience, Stop);
        }

        Assert.Single(next.Mails);
        Assert.Equal(0, await _messaging.CountAsync("ShipmentMailer.fifo", Stop));
    }

    [Fact]
    public async Task Resources_that_exist_keep_their_messages_and_get_the_settings()
    {
        await using (var cloud = CreateCloud())
        {
            await cloud.Table<Customer>().CreateAsync(new Customer { CustomerId = "c-1", Name = "c-1" }, Stop);
            using var until = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            cloud.Parts.Observation.Observer = new Steps { OnPublication = until.Cancel };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cloud.RunUntilIdleAsync(until.Token));
        }

        _messaging.Dispose();
        _messaging = new MessagingEndpoint(servers.Messaging.Url, s_topology with
        {
            Queues = [.. s_topology.Queues.Select(static queue => queue with { VisibilityTimeoutSeconds = 77 })],
            Subscriptions =
            [
                .. s_topology.Subscriptions.Select(static one => one with
                {
                    FilterPolicy = new Dictionary<string, IReadOnlyList<string>> { ["operation"] = ["remove"] },
                }),
            ],
        });
        await _messaging.CreateAsync(Stop);

        using var client = Client();
        var settings = await client.GetQueueAttributesAsync(_messaging.QueueUrl("CustomerDirectory"), ["All"], Stop);
        Assert.Equal(77, settings.VisibilityTimeout);
        await using (var cloud = CreateCloud())
        {
            await cloud.Table<Customer>().CreateAsync(new Customer { CustomerId = "c-2", Name = "c-2" }, Stop);
            await cloud.RunUntilIdleAsync(Stop);
            Assert.NotNull(await cloud.Table<DirectoryEntry>().GetAsync("c-1", Stop));
            Assert.Null(await cloud.Table<DirectoryEntry>().GetAsync("c-2", Stop));
        }
    }

    [Fact]
    public void Resources_must_be_created_first()
    {
        using var messaging = new MessagingEndpoint(servers.Messaging.Url, s_topology);
        var refused = Assert.Throws<InvalidOperationException>(
            () => LocalCloud.Create(OrdersApp.Model, options => options.UseMessaging(messaging)));
        Assert.Contains("await CreateAsync", refused.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        _messaging.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask OpenAsync(LocalTopology topology)
    {
        _messaging?.Dispose();
        _messaging = new MessagingEndpoint(servers.Messaging.Url, topology);
        await _messaging.DeleteAsync(Stop);
        await _messaging.CreateAsync(Stop);
    }

    private LocalCloud CreateCloud(IMailer? mailer = null) => LocalCloud.Create(OrdersApp.Model, options =>
    {
        options.Services = services => services.AddSingleton(mailer ?? new CountingMailer());
        options.UseMessaging(_messaging);
    });

    private AmazonSQSClient Client() => new(
        new BasicAWSCredentials("local", "local"),
        new AmazonSQSConfig { ServiceURL = _messaging.Url.ToString(), AuthenticationRegion = s_topology.Region });

    private async Task<IEnumerable<string>> DrainAsync(string queue)
    {
        using var client = Client();
        return (await QueueDrain.RunAsync(client, _messaging.QueueUrl(queue), Stop)).Select(static message => message.Body);
    }

    private static QueueResource Hasty(QueueResource queue) => queue with { VisibilityTimeoutSeconds = 2, MaxReceiveCount = 2 };

    private static Order OrderOf(string id) => new()
    {
        OrderId = id,
        CustomerId = "c-1",
        Status = OrderStatus.Placed,
        Total = 1,
        PlacedAt = DateTimeOffset.UnixEpoch,
    };

    private static ItemImage Item(string json) => new(Encoding.UTF8.GetBytes(json));

    private static string? Member(string json, string name)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty(name, out var member) ? member.GetString() : null;
    }

    /// <summary>A mail service that never answers.</summary>
    private sealed class StuckMailer : IMailer
    {
        private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Called => _called.Task;

        public Task SendAsync(Mail mail, CancellationToken cancellationToken)
        {
            _called.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }

    /// <summary>What a cloud's observer is told.</summary>
    private sealed class Steps : ICloudObserver
    {
        public Action? OnPublication { get; init; }

        public ConcurrentQueue<string> Published { get; } = new();

        public ConcurrentQueue<string> Sent { get; } = new();

        public ConcurrentQueue<string> DeadLettered { get; } = new();

        public ConcurrentQueue<(string Function, string Subject, string Operation)> Invoked { get; } = new();

        public void OnPublished(string topic, TopicMessage message, bool isDuplicate)
        {
            Published.Enqueue(topic);
            OnPublication?.Invoke();
        }

        public void OnSent(string queue, LocalMessage message) => Sent.Enqueue(queue);

        public void OnDeadLettered(string from, string to, LocalMessage message) => DeadLettered.Enqueue($"{from} → {to}");

        public void OnInvoking(ObservedInvocation invocation)
        {
            foreach (var message in invocation.Source.Messages)
            {
                Invoked.Enqueue((invocation.Function, Member(message.Text, "subject")!, message.Attributes["operation"].Value));
            }
        }

        public void OnChanged(string table, SourceRecord record)
        {
        }

        public void OnRead(StreamMappingResource mapping, SourceRecord record, bool isFiltered)
        {
        }

        public void OnRetryPlanned(StreamMappingResource mapping, ReadOnlySpan<SourceRecord> records, DateTimeOffset due)
        {
        }

        public void OnGivenUp(StreamMappingResource mapping, ReadOnlySpan<SourceRecord> records, string reason)
        {
        }

        public void OnFilteredOut(string queue, TopicMessage message)
        {
        }

        public void OnInvoked(ObservedInvocation invocation, InvocationResult result)
        {
        }

        public void OnLogged(string function, string line)
        {
        }
    }
}
