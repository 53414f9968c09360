using System.Text;
using System.Text.Json;
using Fw24.Diagnostics;
using Fw24.Functions.Handlers;
using Fw24.Functions.Handlers.Idempotency;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Loopback;
using Fw24.Runtime.Tests.Publishing;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Harness.Flow;

/// <summary>A handler's function with fake dependencies.</summary>
internal sealed class TestQueue
{
    private readonly ChangeDispatcher _dispatcher;
    private int _invocations;

    private readonly List<RecordOutcome> _outcomes = [];

    public TestQueue(ChangeOperations operations = ChangeOperations.Insert | ChangeOperations.Modify | ChangeOperations.Remove, string? actor = null, SensitiveAttributeModel[]? sensitive = null, params string[] onChange)
        : this(new ChangeQueueAttribute(), ExceptionLogging.Withheld, operations, actor, sensitive, onChange)
    {
    }

    public TestQueue(ChangeQueueAttribute queue, ChangeOperations operations = ChangeOperations.Insert | ChangeOperations.Modify | ChangeOperations.Remove, string? actor = null, SensitiveAttributeModel[]? sensitive = null, params string[] onChange)
        : this(queue, ExceptionLogging.Withheld, operations, actor, sensitive, onChange)
    {
    }

    public TestQueue(ExceptionLogging exceptions, ChangeOperations operations = ChangeOperations.Insert | ChangeOperations.Modify | ChangeOperations.Remove, string? actor = null, SensitiveAttributeModel[]? sensitive = null, params string[] onChange)
        : this(new ChangeQueueAttribute(), exceptions, operations, actor, sensitive, onChange)
    {
    }

    /// <summary>A handler that records the changes it has handled.</summary>
    public TestQueue(IItemStore handled)
        : this(
            new ChangeQueueAttribute(),
            ExceptionLogging.Withheld,
            ChangeOperations.Insert | ChangeOperations.Modify | ChangeOperations.Remove,
            actor: null,
            sensitive: null,
            onChange: [],
            handled)
    {
    }

    /// <summary>A handler that delays failed messages.</summary>
    /// <param name="queue">Its queue's settings.</param>
    /// <param name="handled">Its record of the changes that it has handled.</param>
    public static TestQueue WithDelays(ChangeQueueAttribute queue, IItemStore? handled = null) => new(
        queue,
        ExceptionLogging.Withheld,
        ChangeOperations.Insert | ChangeOperations.Modify | ChangeOperations.Remove,
        actor: null,
        sensitive: null,
        onChange: [],
        handled);

    /// <summary>A handler that names the actor of its writes.</summary>
    public static TestQueue Acting(ActAsAttribute actor, bool handlesBatches = false) => new(
        new ChangeQueueAttribute(),
        ExceptionLogging.Withheld,
        ChangeOperations.Insert | ChangeOperations.Modify | ChangeOperations.Remove,
        actor: "By",
        sensitive: null,
        onChange: [],
        handlesBatches: handlesBatches,
        actAs: actor);

    /// <summary>A handler of batches.</summary>
    /// <param name="handled">Its record of the changes that it has handled.</param>
    /// <param name="operations">The operations that it receives.</param>
    public static TestQueue OfBatches(
        IItemStore? handled = null,
        ChangeOperations operations = ChangeOperations.Insert | ChangeOperations.Modify | ChangeOperations.Remove) => new(
        new ChangeQueueAttribute { BatchSize = 10 },
        ExceptionLogging.Withheld,
        operations,
        actor: null,
        sensitive: null,
        onChange: [],
        handled,
        handlesBatches: true);

    private TestQueue(
        ChangeQueueAttribute queue,
        ExceptionLogging exceptions,
        ChangeOperations operations,
        string? actor,
        SensitiveAttributeModel[]? sensitive,
        string[] onChange,
        IItemStore? handled = null,
        bool handlesBatches = false,
        ActAsAttribute? actAs = null)
    {
        var order = new EntityModel<object> { Name = "Order", Actor = actor, Sensitive = sensitive ?? [], Read = static (ref _) => throw new NotSupportedException(), Write = static (_, _) => throw new NotSupportedException() };
        var table = new TableModel
        {
            Name = "shop",
            PartitionKey = new KeyAttribute("Pk", KeyType.String),
            Entities = [TestTables.Entity("Note"), order],
            Discriminator = "entityType",
            Stream = new StreamEnabledAttribute { Fifo = true },
        };
        var handler = new HandlerModel<OrderHandler, OrderChange>
        {
            Name = "OrderHandler",
            TableName = "shop",
            Entity = order,
            Operations = operations,
            HandlesBatches = handlesBatches,
            OnChange = onChange,
            Queue = queue,
            ActAs = actAs,
            Read = OrderChange.Read,
        };
        var services = new ServiceCollection().AddSingleton(Notes);
        handler.AddTo(services);
        Table = table;
        _dispatcher = new ChangeDispatcher(
            TestTables.App(table, TestTables.Keyed("others")), handler, table, services.BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(), Parking, Time, Log, Claims, exceptions,
            handled: handled is null ? null : new IdempotencyTable(
                handled, "shop-idempotency", "OrderHandler", TimeSpan.FromDays(30), TimeSpan.FromSeconds(30), Time),
            visibility: Visibility);
    }

    public TableModel Table { get; }

    public OrderHandler.Notes Notes { get; } = new();

    public FakeParkingQueue Parking { get; } = new();

    public FakeVisibility Visibility { get; } = new();

    public MemoryClaimCheck Claims { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 10, 5, 0, TimeSpan.Zero));

    public RecordingLogger<ChangeDispatcher> Log { get; } = new();

    /// <summary>The outcomes that the function reported for its messages.</summary>
    public IReadOnlyList<RecordOutcome> Outcomes => _outcomes;

    public DateTimeOffset Deadline { get; set; } = DateTimeOffset.MaxValue;

    public Action<RecordOutcome>? OnOutcome { get; set; }

    /// <summary>Indicates whether invocations handle changes again that are recorded as handled.</summary>
    public bool HandlesAgain { get; set; }

    /// <summary>The record of a change of an order, or of <paramref name="entity"/>.</summary>
    public static TestRecord Change(string id, string? old = "Placed", string? @new = "Paid", string entity = "Order", string key = "p") => new()
    {
        EventId = id,
        SequenceNumber = "100",
        EventName = old is null ? "INSERT" : @new is null ? "REMOVE" : "MODIFY",
        Keys = $$$"""{"Pk":{"S":"{{{key}}}"}}""",
        OldImage = old is null ? null : Image(old, entity, key),
        NewImage = @new is null ? null : Image(@new, entity, key),
    };

    /// <summary>A message with a change, as the queue delivers it; its id is "m-" and the change's.</summary>
    public string Message(TestRecord record, string? group = null, int receives = 2)
        => Message("m-" + record.EventId, ChangeMessageWriterTests.Write(record, Table).Body, group, receives);

    public static string Message(string messageId, string body, string? group = null, int receives = 2)
        => $$$"""{"messageId":"{{{messageId}}}","receiptHandle":"r","body":{{{JsonSerializer.Serialize(body)}}},"attributes":{"ApproximateReceiveCount":"{{{receives}}}"{{{(group is null ? "" : $",\"MessageGroupId\":\"{group}\"")}}}},"messageAttributes":{},"eventSource":"aws:sqs"}""";

    /// <summary>Invokes the function.</summary>
    /// <returns>The ids of the messages that failed.</returns>
    public async Task<string[]> InvokeAsync(params IEnumerable<string> messages)
    {
        var payload = Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', messages)}}]}""");
        var context = new InvocationContext
        {
            RequestId = $"req-{++_invocations}",
            FunctionName = "OrderHandler",
            Deadline = Deadline,
            OnOutcome = Note,
            HandlesAgain = HandlesAgain,
        };
        using var json = JsonDocument.Parse(await _dispatcher.HandleAsync(payload, context, TestContext.Current.CancellationToken));
        return [.. json.RootElement.GetProperty("batchItemFailures").EnumerateArray().Select(static failure => failure.GetProperty("itemIdentifier").GetString()!)];
    }

    private void Note(RecordOutcome outcome)
    {
        _outcomes.Add(outcome);
        OnOutcome?.Invoke(outcome);
    }

    private static string Image(string status, string entity, string key)
        => $$$"""{"Pk":{"S":"{{{key}}}"},"entityType":{"S":"{{{entity}}}"},"Status":{"S":"{{{status}}}"},"By":{"S":"u-7"}}""";
}
