using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Fw24.Audit;
using Fw24.Audit.Sinks;
using Fw24.Functions;
using Fw24.Lambda;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Harness.Loopback;
using Fw24.Runtime.Tests.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Lambda;

/// <summary>
/// H27: a process that serves several invocations at a time, by its own loop and by another runtime's. Each invocation waits until as many
/// run as the process may serve, and each has ids, traces, a deadline, records, failures, log lines and metrics of its own.
/// </summary>
public sealed class ConcurrentInvocationTests
{
    private const int Concurrency = 8;
    private const int Many = 10_000;
    private const int Some = 1_000;

    private static readonly DateTimeOffset s_start = new(2026, 11, 22, 10, 5, 0, TimeSpan.Zero);

    [Theory(Timeout = 300_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task H27_A1_10_batches_of_a_stream_that_are_published_at_the_same_time_do_not_meet(bool isManaged)
    {
        var topic = new MeetingTopic(new Meeting(Concurrency));
        var model = TestTables.App(Table("OrderId", fifo: true));
        var events = Enumerable.Range(0, Many).Select(StreamEvent).ToList();

        var run = await ServeAsync(
            isManaged,
            model,
            "meetings-stream",
            services => services.AddSingleton<IChangePublisher>(topic).AddSingleton<IParkingQueue>(new FakeParkingQueue { IsBroken = true }),
            events,
            TestContext.Current.CancellationToken);

        run.AssertOwn("meetings-stream", "Published");
        Assert.Equal(Many / Concurrency, topic.Meeting.Rounds);
        Assert.Equal(events.Sum(static one => one.Handled), topic.Messages.Count);
        foreach (var (eventId, (trace, sdkTrace)) in topic.Messages)
        {
            var number = NumberOf(eventId);
            Assert.Equal(TraceParent(number), trace);
            Assert.Equal(isManaged ? null : TraceHeader(number), sdkTrace);
        }
    }

    [Theory(Timeout = 300_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task H27_A1_10_batches_of_a_queue_that_are_handled_at_the_same_time_do_not_meet(bool isManaged)
    {
        var table = Table("Pk");
        var handler = new HandlerModel<MeetingHandler, OrderChange>
        {
            Name = nameof(MeetingHandler),
            TableName = "meetings",
            Entity = TestTables.Order,
            Operations = ChangeOperations.Modify,
            Read = OrderChange.Read,
        };
        var notes = new MeetingHandler.Notes(new Meeting(Concurrency));
        var events = Enumerable.Range(0, Many)
            .Select(number => QueueEvent(number, eventId => ChangeMessageWriterTests.Write(TestQueue.Change(eventId), table, TraceParent(-number)).Body))
            .ToList();

        var run = await ServeAsync(
            isManaged,
            new AppModel { Name = "shop", Tables = [table], Handlers = [handler] },
            nameof(MeetingHandler),
            services => services.AddSingleton(notes).AddSingleton<IParkingQueue>(new FakeParkingQueue()),
            events,
            TestContext.Current.CancellationToken);

        run.AssertOwn(nameof(MeetingHandler), "Handled");
        Assert.Equal(Many / Concurrency, notes.Meeting.Rounds);
        Assert.Equal(events.Sum(static one => one.Handled + one.Failed), notes.Contexts.Count);
        foreach (var (eventId, context) in notes.Contexts)
        {
            var number = NumberOf(eventId);
            Assert.Equal($"m-{eventId}", context.MessageId);
            var own = context.Invocation;
            Assert.Equal((RequestId(number), TraceParent(number), Deadline(number)), (own.RequestId, own.TraceParent, own.Deadline));
        }

        // The line of a failed message has nothing but the request id that says which invocation failed.
        var failures = run.Lines
            .Where(static line => Text(line, "message").StartsWith($"{nameof(MeetingHandler)}: message m-", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(events.Sum(static one => one.Failed), failures.Count);
        Assert.All(failures, static line
            => Assert.Equal(RequestId(NumberOf(Text(line, "MessageId")["m-".Length..])), Text(line, "requestId")));
    }

    [Theory(Timeout = 300_000)]
    [InlineData(AuditLoggerType.Console, false)]
    [InlineData(AuditLoggerType.Cloudwatch, false)]
    [InlineData(AuditLoggerType.DynamoDb, false)]
    [InlineData(AuditLoggerType.Console, true)]
    [InlineData(AuditLoggerType.Cloudwatch, true)]
    [InlineData(AuditLoggerType.DynamoDb, true)]
    public async Task H27_A1_10_batches_that_are_audited_at_the_same_time_do_not_meet(AuditLoggerType store, bool isManaged)
    {
        var table = Table("Id", audit: new AuditAttribute(store));
        var events = Enumerable.Range(0, Some).Select(number => QueueEvent(number, eventId => AuditBody(number, eventId))).ToList();
        using var output = new MemoryStream();
        var logs = new SharedLogs();
        var items = new MemoryItemStore(DynamoDbAuditSink.PartitionKeyAttribute, DynamoDbAuditSink.SortKeyAttribute);
        var meeting = new Meeting(Concurrency);
        IAuditSink sink = store switch
        {
            AuditLoggerType.Console => new ConsoleAuditSink(output),
            AuditLoggerType.Cloudwatch => new CloudWatchAuditSink(logs, "audit", "meetings-audit", "i-1", new FakeTimeProvider(s_start)),
            _ => new DynamoDbAuditSink(items, table, "audit"),
        };

        var run = await ServeAsync(
            isManaged,
            TestTables.App(table),
            "meetings-audit",
            services => services
                .AddSingleton<IAuditSink>(new MeetingSink(sink, meeting))
                .AddSingleton<IParkingQueue>(new FakeParkingQueue { IsBroken = true }),
            events,
            TestContext.Current.CancellationToken);

        run.AssertOwn("meetings-audit", "Stored");
        Assert.Equal(Some / Concurrency, meeting.Rounds);
        var stored = store switch
        {
            AuditLoggerType.Console => LinesOf(output).Select(static line => AuditEntry.Parse(Encoding.UTF8.GetBytes(line.GetRawText()))),
            AuditLoggerType.Cloudwatch => logs.Events.Select(static one => AuditEntry.Parse(one.Span)),
            _ => AuditLog.FromItems(items.Items).Entries,
        };
        var entries = stored.ToDictionary(static entry => entry.EventId, StringComparer.Ordinal);
        Assert.Equal(events.Sum(static one => one.Handled), entries.Count);
        Assert.All(entries.Values, static entry => Assert.Equal(TraceParent(-NumberOf(entry.EventId)), entry.Trace));
        Assert.Single(logs.Streams.DefaultIfEmpty(""));
    }

    private static TableModel Table(string key, bool fifo = false, AuditAttribute? audit = null) => new()
    {
        Name = "meetings",
        PartitionKey = new KeyAttribute(key, KeyType.String),
        Entities = [TestTables.Order],
        Stream = new StreamEnabledAttribute { Fifo = fifo },
        Audit = audit,
    };

    private static async Task<ServedEvents> ServeAsync(
        bool isManaged,
        AppModel model,
        string function,
        Action<IServiceCollection> services,
        IReadOnlyList<ServedEvent> events,
        CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        var answers = isManaged
            ? await ServeByAnotherLoopAsync(environment => Build(model, function, services, output, environment), events, cancellationToken)
            : await ServeByOwnLoopAsync(environment => Build(model, function, services, output, environment), events, cancellationToken);
        return new ServedEvents(events, answers, LinesOf(output));
    }

    private static async Task<IReadOnlyDictionary<string, string>> ServeByOwnLoopAsync(
        Func<FunctionEnvironment, Fw24App> build, IReadOnlyList<ServedEvent> events, CancellationToken cancellationToken)
    {
        await using var lambda = new LoopbackLambda { MaxConcurrency = Concurrency.ToString(CultureInfo.InvariantCulture) };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        for (var number = 0; number < events.Count; number++)
        {
            lambda.Invoke(RequestId(number), events[number].Payload, Deadline(number), TraceHeader(number));
        }

        await using var app = build(lambda.Environment);
        var running = app.RunAsync(stop.Token);
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        while (answers.Count < events.Count)
        {
            var answer = await lambda.AnswerAsync();
            answers.Add(answer.Target.Split('/') is [.., var id, "response"] ? id : answer.Target, answer.Text);
        }

        // The last metrics are written after the last answers.
        for (var i = 0; i < events.Count + Concurrency; i++)
        {
            await lambda.WaitAsync();
        }

        await stop.CancelAsync();
        Assert.Equal(0, await running);
        Assert.InRange(lambda.Server.ConnectionCount, Concurrency, 2 * Concurrency);
        return answers;
    }

    private static async Task<IReadOnlyDictionary<string, string>> ServeByAnotherLoopAsync(
        Func<FunctionEnvironment, Fw24App> build, IReadOnlyList<ServedEvent> events, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ended = new TaskCompletionSource();
        var function = ManagedFunction.Start(() =>
        {
            using var app = new Disposing(build(new FunctionEnvironment(static _ => null)));
            app.App.RunAsync(stop.Token).GetAwaiter().GetResult();
            ended.SetResult();
        });
        var answers = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Concurrency).Select(_ => Task.Run(PollAsync)));
        await stop.CancelAsync();
        await ended.Task;
        return answers;

        async Task PollAsync()
        {
            for (var number = Interlocked.Increment(ref next); number < events.Count; number = Interlocked.Increment(ref next))
            {
                using var payload = new MemoryStream(Encoding.UTF8.GetBytes(events[number].Payload));
                var left = Deadline(number) - s_start;
                using var answer = new StreamReader(await function.InvokeAsync(payload, RequestId(number), left, TraceHeader(number)));
                Assert.True(answers.TryAdd(RequestId(number), await answer.ReadToEndAsync(cancellationToken)));
            }
        }
    }

    private static Fw24App Build(
        AppModel model, string function, Action<IServiceCollection> services, Stream output, FunctionEnvironment environment)
    {
        var builder = Fw24App.CreateBuilder(model);
        builder.Environment = new FunctionEnvironment(name => name is Fw24Variables.Function ? function : environment.Optional(name));
        builder.Services
            .AddSingleton(new LambdaConsole(output))
            .AddSingleton<ILoggerProvider, LambdaLoggerProvider>()
            .AddSingleton<TimeProvider>(new FakeTimeProvider(s_start));
        services(builder.Services);
        return builder.Build();
    }

    // Two to four changes of different items; in every fifth batch also one that is broken and cannot be parked.
    private static ServedEvent StreamEvent(int number)
    {
        var records = Enumerable.Range(0, 2 + (number % 3))
            .Select(i => TestRecord.Change(EventId(number, $"{i}"), 1, (number * 10) + i))
            .ToList();
        var handled = records.Count;
        if (number % 5 is 0)
        {
            records.Add(TestRecord.Change(EventId(number, "broken"), 1, (number * 10) + 9) with { NewImage = """{"OrderId":{"S":1}}""" });
        }

        return new ServedEvent(
            Encoding.UTF8.GetString(TestRecord.Event(records)),
            handled,
            records.Count - handled,
            $"{records.Count} records, {handled} published",
            Answer(records.Skip(handled).Select(static record => record.SequenceNumber)));
    }

    // One to three messages; in every fifth batch also one that fails.
    private static ServedEvent QueueEvent(int number, Func<string, string> body)
    {
        var ids = Enumerable.Range(0, 1 + (number % 3)).Select(i => EventId(number, $"{i}")).ToList();
        var handled = ids.Count;
        if (number % 5 is 0)
        {
            ids.Add(EventId(number, "broken"));
        }

        var payload = $$"""{"Records":[{{string.Join(',', ids.Select(id => TestQueue.Message($"m-{id}", body(id))))}}]}""";
        var answer = Answer(ids.Skip(handled).Select(static id => $"m-{id}"));
        return new ServedEvent(payload, handled, ids.Count - handled, $"{ids.Count} messages, {handled} ", answer);
    }

    private static string AuditBody(int number, string eventId) => eventId.EndsWith("broken", StringComparison.Ordinal)
        ? TestAudit.Body(eventId, 1, newImage: "\"NewImage\":{\"Id\":{\"S\":1}},")
        : TestAudit.Body(eventId, 1, extra: $",\"traceparent\":\"{TraceParent(-number)}\"");

    private static string Answer(IEnumerable<string> failed)
        => $$"""{"batchItemFailures":[{{string.Join(',', failed.Select(static id => $"{{\"itemIdentifier\":\"{id}\"}}"))}}]}""";

    private static string Text(JsonElement line, string member) => line.GetProperty(member).GetString()!;

    private static string RequestId(int number) => $"r-{number}";

    private static DateTimeOffset Deadline(int number) => s_start.AddSeconds(60 + number);

    private static string TraceHeader(int number)
        => $"Root=1-5759e988-bd862e3fe1be46a9{(uint)number:x8};Parent=53995c3f{(uint)number + 1:x8};Sampled=1";

    private static string TraceParent(int number) => $"00-5759e988bd862e3fe1be46a9{(uint)number:x8}-53995c3f{(uint)number + 1:x8}-01";

    // The id of a change, of an order or an item names the invocation that it belongs to.
    private static string EventId(int number, string part) => $"{number}.{part}";

    private static int NumberOf(string eventId) => int.Parse(eventId.Split('.')[0], CultureInfo.InvariantCulture);

    private static List<JsonElement> LinesOf(MemoryStream output)
        => [.. Encoding.UTF8.GetString(output.ToArray())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => JsonElement.Parse(line))];

    /// <summary>An event, and what must come of it.</summary>
    /// <param name="Payload">The event.</param>
    /// <param name="Handled">The number of records that are published, handled or stored.</param>
    /// <param name="Failed">The number of records that fail.</param>
    /// <param name="Line">The beginning of the batch's log line, after function and request id.</param>
    /// <param name="Answer">The function's answer.</param>
    private sealed record ServedEvent(string Payload, int Handled, int Failed, string Line, string Answer);

    private sealed record ServedEvents(
        IReadOnlyList<ServedEvent> Events, IReadOnlyDictionary<string, string> Answers, IReadOnlyList<JsonElement> AllLines)
    {
        public IReadOnlyList<JsonElement> Lines { get; } = [.. AllLines.Where(static line => line.TryGetProperty("message", out _))];

        public void AssertOwn(string function, string metric)
        {
            var batches = Lines
                .Where(line => Text(line, "message").StartsWith($"{function} ", StringComparison.Ordinal))
                .ToLookup(static line => Text(line, "requestId"));
            var metrics = AllLines.Where(static line => line.TryGetProperty("_aws", out _)).ToLookup(static line => Text(line, "requestId"));
            Assert.Equal(Events.Count, Answers.Count);
            Assert.Equal(Events.Count, batches.Count);
            Assert.Equal(Events.Count, metrics.Count);
            for (var number = 0; number < Events.Count; number++)
            {
                var (id, one) = (RequestId(number), Events[number]);
                Assert.Equal(one.Answer, Answers[id]);
                Assert.StartsWith($"{function} {id}: {one.Line}", Text(Assert.Single(batches[id]), "message"), StringComparison.Ordinal);
                var line = Assert.Single(metrics[id]);
                Assert.Equal(one.Handled, line.GetProperty(metric).GetInt32());
                Assert.Equal(one.Failed, line.TryGetProperty("Failed", out var failed) ? failed.GetInt32() : 0);
            }
        }
    }

    private sealed class MeetingTopic(Meeting meeting) : IChangePublisher
    {
        public Meeting Meeting => meeting;

        public ConcurrentDictionary<string, (string? Trace, object? SdkTrace)> Messages { get; } = new(StringComparer.Ordinal);

        public async ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(
            IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
        {
            await meeting.ArriveAsync();
            foreach (var message in messages)
            {
                using var body = JsonDocument.Parse(message.Body);
                var sdkTrace = SDKTaskContext.Default.Get("_X_AMZN_TRACE_ID");
                Assert.True(Messages.TryAdd(Text(body.RootElement, "id"), (message.TraceParent, sdkTrace)));
            }

            return [];
        }
    }

    private sealed class MeetingHandler(MeetingHandler.Notes notes) : ChangeHandler<OrderChange>
    {
        public override async Task HandleAsync(OrderChange change, ChangeContext context, CancellationToken cancellationToken)
        {
            if (change.EventId.EndsWith(".0", StringComparison.Ordinal))
            {
                await notes.Meeting.ArriveAsync();
            }

            Assert.True(notes.Contexts.TryAdd(change.EventId, context));
            if (change.EventId.EndsWith("broken", StringComparison.Ordinal))
            {
                throw new IOException();
            }
        }

        internal sealed class Notes(Meeting meeting)
        {
            public Meeting Meeting => meeting;

            public ConcurrentDictionary<string, ChangeContext> Contexts { get; } = new(StringComparer.Ordinal);
        }
    }

    private sealed class MeetingSink(IAuditSink sink, Meeting meeting) : IAuditSink
    {
        public async ValueTask<IReadOnlyList<AuditFailure>> StoreAsync(
            IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
        {
            await meeting.ArriveAsync();
            return await sink.StoreAsync(records, cancellationToken);
        }
    }

    private sealed class SharedLogs : ICloudWatchLogs
    {
        private readonly ConcurrentDictionary<string, bool> _streams = new(StringComparer.Ordinal);

        public ICollection<string> Streams => _streams.Keys;

        public ConcurrentBag<ReadOnlyMemory<byte>> Events { get; } = [];

        public ValueTask CreateLogStreamAsync(string logGroup, string logStream, CancellationToken cancellationToken)
        {
            _streams[logStream] = true;
            return ValueTask.CompletedTask;
        }

        public ValueTask<RejectedLogEvents> PutLogEventsAsync(
            string logGroup, string logStream, IReadOnlyList<LogEvent> events, CancellationToken cancellationToken)
        {
            Assert.True(_streams.ContainsKey(logStream));
            foreach (var one in events)
            {
                Events.Add(one.Message);
            }

            return default;
        }
    }

    private sealed class Disposing(Fw24App app) : IDisposable
    {
        public Fw24App App => app;

        public void Dispose() => app.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
