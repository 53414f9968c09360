using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Fw24.Generators.Tests.Harness;
using Fw24.Messages;
using Fw24.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Generators.Tests;

/// <summary>Generated code, compiled, loaded and fed the events that DynamoDB and SQS would send.</summary>
public sealed class HandlerTests
{
    private const string Source = """
        using Fw24;

        namespace Shop;

        public enum State { Open, Closed }

        [DynamoTable("orders"), StreamEnabled(Fifo = true)]
        public sealed record Order
        {
            [PartitionKey, DynamoAttribute("pk")] public required string Id { get; init; }
            [SortKey] public required int Number { get; init; }
            [DynamoAttribute("st")] public required State State { get; init; }
            public List<Line> Lines { get; init; } = [];
            [AuditActor] public string? By { get; init; }
            [TraceParent] public string? Trace { get; init; }
        }

        public sealed record Line(string Sku, int Quantity = 1);

        [DynamoTable("orders", EntityName = "note")]
        internal sealed record Note([property: PartitionKey, DynamoAttribute("pk")] string Id, [property: SortKey] int Number, string? Text);

        public sealed class Journal(List<string> entries) : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Write($"+{change.Key.Id}/{change.Key.Number} {change.New.State} {string.Join(',', change.New.Lines)} by {change.Actor}");

            protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
                => Write($"*{change.Key.Id}/{change.Key.Number} {string.Join(", ", change.Changes.Select(static c => c.Property))} {change.Changes.State}");

            protected override Task OnRemovedAsync(OrderChange.Removed change, ChangeContext context, CancellationToken cancellationToken)
                => Write($"-{change.Key.Id}/{change.Key.Number} {change.Reason} {change.ChangedAt:O} {change.SequenceNumber}");

            private Task Write(string entry)
            {
                entries.Add(entry);
                return Task.CompletedTask;
            }
        }

        [ActAs(OnBehalf = true), ChangeQueue(BatchSize = 1, RetryDelaySeconds = 5)]
        public sealed class Follower : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }

        [ChangeQueue(BatchSize = 10)]
        public sealed class Ledger(List<string> entries) : OrderChangeHandler
        {
            protected override Task OnChangesAsync(
                IReadOnlyList<OrderChange> changes, ChangeBatchContext context, CancellationToken cancellationToken)
            {
                entries.Add(string.Join(' ', changes.Select(static change => change switch
                {
                    OrderChange.Inserted inserted => $"+{inserted.New.State}",
                    OrderChange.Modified modified => $"*{modified.New.State}",
                    _ => "-",
                })));
                return Task.CompletedTask;
            }
        }

        [OnChange(nameof(Order.State), Operations = ChangeOperations.Modify | ChangeOperations.Remove), ChangeQueue(BatchSize = 10)]
        public sealed class Eraser(List<string> entries) : OrderChangeHandler
        {
            protected override Task OnChangesAsync(
                IReadOnlyList<OrderChange> changes, ChangeBatchContext context, CancellationToken cancellationToken)
            {
                entries.Add(string.Join(' ', changes.Select(static change => change.GetType().Name)));
                return Task.CompletedTask;
            }
        }

        [OnChange(nameof(Order.State)), ChangeQueue(BatchSize = 7)]
        public sealed class Closer(List<string> entries) : Base(entries)
        {
            protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
            {
                Entries.Add($"closed {change.Key.Number}: {change.Old.State} -> {change.New.State}");
                return Task.CompletedTask;
            }
        }

        public abstract class Base(List<string> entries) : OrderChangeHandler
        {
            protected List<string> Entries { get; } = entries;

            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }

        internal sealed class NoteReader(List<string> entries) : NoteChangeHandler
        {
            protected override Task OnInsertedAsync(NoteChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
            {
                entries.Add($"note {change.New.Text}");
                return Task.CompletedTask;
            }
        }

        public static class Program
        {
            public static void Main() { }
        }
        """;

    private static readonly GeneratorTest s_compiled = GeneratorTest.Run(new TestProject { Sources = [Source], IsExecutable = true });

    [Fact]
    public async Task Handlers_receive_the_changes_of_their_entity()
    {
        using var loaded = new LoadedApp(s_compiled);

        var entries = await HandleAsync(
            loaded.Model("Shop", "Shop.ShopApp"),
            "Journal",
            StreamEvents.Record("1", "INSERT", Key(1), null, Order(1, "Open", """{"M":{"Sku":{"S":"a"}}},{"M":{"Sku":{"S":"b"},"Quantity":{"N":"2"}}}""")),
            StreamEvents.Record("2", "MODIFY", Key(1), Order(1, "Open"), Order(1, "Closed", """{"M":{"Sku":{"S":"a"}}}""")),
            StreamEvents.Record("3", "INSERT", Key(2), null, """{"pk":{"S":"o"},"Number":{"N":"2"},"Text":{"S":"x"},"entityType":{"S":"note"}}"""),
            StreamEvents.Record("4", "REMOVE", Key(1), Order(1, "Closed"), null, byTimeToLive: true));

        Assert.Equal(
            [
                "+o/1 Open Line { Sku = a, Quantity = 1 },Line { Sku = b, Quantity = 2 } by u-1",
                "*o/1 Lines, State Change { Old = Open, New = Closed }",
                "-o/1 Expired 2016-11-18T20:09:00.0000000+00:00 104",
            ],
            entries);
    }

    [Fact]
    public async Task A_handler_of_its_own_base_receives_what_it_asks_for()
    {
        using var loaded = new LoadedApp(s_compiled);

        var entries = await HandleAsync(
            loaded.Model("Shop", "Shop.ShopApp"),
            "Closer",
            StreamEvents.Record("1", "MODIFY", Key(1), Order(1, "Open"), Order(1, "Open", """{"M":{"Sku":{"S":"a"}}}""")),
            StreamEvents.Record("2", "MODIFY", Key(1), Order(1, "Open"), Order(1, "Closed")),
            StreamEvents.Record("3", "REMOVE", Key(1), Order(1, "Closed"), null));

        Assert.Equal(["closed 1: Open -> Closed"], entries);
    }

    [Fact]
    public async Task A_handler_of_batches_receives_all_changes_of_its_entity_in_one_call()
    {
        using var loaded = new LoadedApp(s_compiled);

        var entries = await HandleAsync(
            loaded.Model("Shop", "Shop.ShopApp"),
            "Ledger",
            StreamEvents.Record("1", "INSERT", Key(1), null, Order(1, "Open")),
            StreamEvents.Record("2", "MODIFY", Key(1), Order(1, "Open"), Order(1, "Closed")),
            StreamEvents.Record("3", "REMOVE", Key(1), Order(1, "Closed"), null));

        Assert.Equal(["+Open *Closed -"], entries);
    }

    [Fact]
    public async Task The_spans_of_publishing_and_handling_link_to_the_request_that_wrote()
    {
        const string Request = "00-1159e988bd862e3fe1be46a994272799-53995c3f42cd8ad8-01";
        var request = ActivityContext.Parse(Request, null).TraceId;
        var linked = new ConcurrentBag<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Fw24",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.Links.Any(link => link.Context.TraceId == request))
                {
                    linked.Add(activity.OperationName);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var loaded = new LoadedApp(s_compiled);
        var order = Order(1, "Open").Replace("\"By\"", $"\"Trace\":{{\"S\":\"{Request}\"}},\"By\"", StringComparison.Ordinal);

        foreach (var handler in (string[])["Journal", "Ledger"])
        {
            await HandleAsync(loaded.Model("Shop", "Shop.ShopApp"), handler, StreamEvents.Record("1", "INSERT", Key(1), null, order));
        }

        Assert.Equal(["handle", "handle", "publish", "publish"], linked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_handler_of_batches_receives_the_operations_that_it_asks_for()
    {
        using var loaded = new LoadedApp(s_compiled);

        var entries = await HandleAsync(
            loaded.Model("Shop", "Shop.ShopApp"),
            "Eraser",
            StreamEvents.Record("1", "INSERT", Key(1), null, Order(1, "Open")),
            StreamEvents.Record("2", "MODIFY", Key(1), Order(1, "Open"), Order(1, "Closed")),
            StreamEvents.Record("3", "MODIFY", Key(1), Order(1, "Closed"), Order(1, "Closed", """{"M":{"Sku":{"S":"a"}}}""")),
            StreamEvents.Record("4", "REMOVE", Key(1), Order(1, "Closed"), null));

        Assert.Equal(["Modified Removed"], entries);
    }

    [Fact]
    public async Task A_handler_of_an_internal_entity_receives_its_changes()
    {
        using var loaded = new LoadedApp(s_compiled);

        var entries = await HandleAsync(
            loaded.Model("Shop", "Shop.ShopApp"),
            "NoteReader",
            StreamEvents.Record("1", "INSERT", Key(1), null, Order(1, "Open")),
            StreamEvents.Record("2", "INSERT", Key(2), null, """{"pk":{"S":"o"},"Number":{"N":"2"},"Text":{"S":"x"},"entityType":{"S":"note"}}"""));

        Assert.Equal(["note x"], entries);
    }

    [Fact]
    public void The_model_says_what_the_source_says()
    {
        using var loaded = new LoadedApp(s_compiled);

        var model = loaded.Model("Shop", "Shop.ShopApp");

        var table = Assert.Single(model.Tables);
        Assert.Equal(("orders", "entityType", true), (table.Name, table.Discriminator, table.Stream!.Fifo));
        Assert.Equal((new KeyAttribute("pk", KeyType.String), new KeyAttribute("Number", KeyType.Number)), (table.PartitionKey, table.SortKey));
        Assert.Equal(["Order", "note"], table.Entities.Select(static entity => entity.Name));
        Assert.Equal(["Closer", "Eraser", "Follower", "Journal", "Ledger", "NoteReader"], model.Handlers.Select(static handler => handler.Name));
        Assert.Equal(ChangeOperations.Insert | ChangeOperations.Modify, model.Handlers[0].Operations);
        Assert.Equal(["st"], model.Handlers[0].OnChange);
        Assert.Equal(7, model.Handlers[0].Queue.BatchSize);
        Assert.Equal(ChangeOperations.Modify | ChangeOperations.Remove, model.Handlers[1].Operations);
        Assert.Equal((true, "st"), (model.Handlers[1].HandlesBatches, Assert.Single(model.Handlers[1].OnChange)));
        Assert.Equal(5, model.Handlers[2].Queue.RetryDelaySeconds);
        Assert.Equal(new ActAsAttribute { OnBehalf = true }, model.Handlers[2].ActAs);
        Assert.Equal(new ChangeQueueAttribute(), model.Handlers[3].Queue);
        Assert.True(model.Handlers[4].HandlesBatches);
        Assert.Equal([], model.Handlers[0].Tables);
    }

    [Fact]
    public void A_program_registers_its_model()
    {
        using var loaded = new LoadedApp(s_compiled);
        var model = loaded.Model("Shop", "Shop.ShopApp");

        // Registering the same model twice has no effect. A second model is rejected, and the message names both.
        Fw24App.Register(model);
        Fw24App.Register(new AppModel { Name = "another", Tables = [], Handlers = [] });

        Assert.Contains("Shop", Assert.Throws<InvalidOperationException>(static () => Fw24App.CreateBuilder([])).Message, StringComparison.Ordinal);
    }

    private static string Key(int number) => $$$"""{"pk":{"S":"o"},"Number":{"N":"{{{number}}}"}}""";

    private static string Order(int number, string state, string lines = "")
        => $$$"""{"pk":{"S":"o"},"Number":{"N":"{{{number}}}"},"st":{"S":"{{{state}}}"},"Lines":{"L":[{{{lines}}}]},"By":{"S":"u-1"},"entityType":{"S":"Order"}}""";

    // From the stream through the processor to the handler, as its subscription's filter would allow.
    private static async Task<List<string>> HandleAsync(AppModel model, string handler, params IEnumerable<string> records)
    {
        var (topic, entries) = (new MemoryTopic(), new List<string>());
        var builder = Fw24App.CreateBuilder(model);
        builder.Environment = new FunctionEnvironment(static _ => null);
        builder.Services.AddSingleton<IChangePublisher>(topic).AddSingleton<IParkingQueue>(topic).AddSingleton(entries);
        await using var app = builder.Build();

        var published = await InvokeAsync(app, "orders-stream", StreamEvents.Of(records));
        var handled = await InvokeAsync(app, handler, StreamEvents.Queue(topic.Bodies));

        Assert.Equal("""{"batchItemFailures":[]}""", published);
        Assert.Equal("""{"batchItemFailures":[]}""", handled);
        return entries;
    }

    private static async Task<string> InvokeAsync(Fw24App app, string function, byte[] payload)
    {
        var answer = await app.CreateFunction(function)(
            payload, new InvocationContext { RequestId = "r", FunctionName = function }, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(answer.Span);
    }
}
