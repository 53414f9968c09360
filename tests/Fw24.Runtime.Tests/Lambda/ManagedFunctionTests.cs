using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Fw24.Functions;
using Fw24.Lambda;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Harness.Loopback;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Fw24.Runtime.Tests.Lambda;

/// <summary>
/// A program hosted by another runtime. The tests run alone: metrics are process-wide, and another test's function of the same name would add a line.
/// </summary>
[Collection(nameof(ManagedFunctionTests))]
[CollectionDefinition(nameof(ManagedFunctionTests), DisableParallelization = true)]
public sealed class ManagedFunctionTests
{
    private static readonly AppModel s_model = new() { Name = "shop", Tables = [TestTables.Orders()], Handlers = [] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_answers_as_it_does_by_itself()
    {
        await using var program = new TestProgram { Topic = { OnEntry = static id => id == "b-1" ? EntryFault.Throttle : EntryFault.None } };
        var payload = TestRecord.Event(TestRecord.Change("a", 1, 0), TestRecord.Change("b", 1, 1), TestRecord.Change("b", 2, 2));
        await using var lambda = new LoopbackLambda();
        var itself = program.RunAsync(lambda.Environment);
        lambda.Invoke("r-1", Encoding.UTF8.GetString(payload));
        var expected = await lambda.AnswerAsync();

        var answer = await InvokeAsync(program.Start(), payload);

        Assert.Equal(expected.Text, answer);
        Assert.Equal($$"""{"batchItemFailures":[{"itemIdentifier":"{{TestRecord.Sequence(1)}}"},{"itemIdentifier":"{{TestRecord.Sequence(2)}}"}]}""", answer);
        lambda.Invoke(LoopbackAnswer.Of(500, "{}"));
        Assert.Equal(1, await itself);
    }

    [Fact]
    public async Task The_function_learns_what_the_host_knows()
    {
        await using var program = new TestProgram();
        var function = program.Start();
        var payload = TestRecord.Event(TestRecord.Change("a", 1, 0));

        // One minute is enough, zero is not, and without a known limit the function runs.
        Assert.Equal("""{"batchItemFailures":[]}""", await InvokeAsync(function, payload, "r-1", TimeSpan.FromMinutes(1)));
        Assert.Equal($$"""{"batchItemFailures":[{"itemIdentifier":"{{TestRecord.Sequence(0)}}"}]}""", await InvokeAsync(function, payload, "r-2", TimeSpan.Zero));
        Assert.Equal("""{"batchItemFailures":[]}""", await InvokeAsync(function, payload));

        var requests = program.MetricLines().Select(static line => line.GetProperty("requestId").GetString()!).ToList();
        Assert.Equal(["r-1", "r-2"], requests[..2]);
        Assert.True(Guid.TryParse(requests[2], out _));
    }

    [Fact]
    public async Task X4_invocations_at_the_same_time_have_their_own_request_ids_metrics_and_traces()
    {
        const int Count = 8;
        var topic = new MeetingTopic(Count);
        await using var program = new TestProgram
        {
            Services = services => services.AddSingleton<IChangePublisher>(topic).AddSingleton<ILoggerProvider, LambdaLoggerProvider>(),
        };
        var function = program.Start();

        await Task.WhenAll(Enumerable.Range(1, Count).Select(i =>
            function.InvokeAsync(new MemoryStream(TestRecord.Event(TestRecord.Change($"item{i}", 1, i))), $"r-{i}", TimeSpan.FromMinutes(1), $"Root=1-5759e988-bd862e3fe1be46a99427279{i};Parent=53995c3f42cd8ad{i};Sampled=1")));

        var lines = program.Lines();
        var batches = lines.Where(static line => line.TryGetProperty("category", out var category) && category.GetString() is "Fw24.orders-stream").ToList();
        Assert.Equal(Count, batches.Count);
        Assert.All(batches, static line => Assert.StartsWith($"orders-stream {line.GetProperty("requestId").GetString()}: 1 records, 1 published", line.GetProperty("message").GetString(), StringComparison.Ordinal));
        var metrics = program.MetricLines();
        Assert.Equal(Enumerable.Range(1, Count).Select(static i => $"r-{i}"), metrics.Select(static line => line.GetProperty("requestId").GetString()).Order());
        Assert.All(metrics, static line => Assert.Equal(1, line.GetProperty("Published").GetInt32()));
        Assert.Equal(
            Enumerable.Range(1, Count).Select(static i => (Id: $"item{i}-1", Trace: (string?)$"00-5759e988bd862e3fe1be46a99427279{i}-53995c3f42cd8ad{i}-01")),
            topic.Traces.OrderBy(static one => one.Id, StringComparer.Ordinal));
    }

    [Fact]
    public async Task H22_a_failed_invocation_says_nothing_of_what_its_exception_quotes()
    {
        const string Canary = "canary-7f3a@example.org";
        await using var program = new TestProgram { Topic = { OnCall = static _ => CallFault.ThrowBefore }, Parking = { IsBroken = true } };
        var nameless = TestRecord.Change(Canary, 1, 0).ToJson().Replace("SequenceNumber", "Sequence", StringComparison.Ordinal);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => InvokeAsync(program.Start(), TestRecord.Event([nameless])));

        Assert.Null(error.InnerException);
        Assert.DoesNotContain(Canary, error.ToString(), StringComparison.Ordinal);
        Assert.Equal("System.InvalidOperationException (message withheld, since it may quote an item)", error.Message);
    }

    [Fact]
    public async Task What_stops_a_program_is_told_to_the_host()
    {
        await using var nameless = new TestProgram { Function = "" };

        Assert.Equal("no such file", Assert.Throws<IOException>(static () => ManagedFunction.Start(static () => throw new IOException("no such file"))).Message);
        Assert.Contains("must await Fw24App.RunAsync()", Assert.Throws<InvalidOperationException>(static () => ManagedFunction.Start(static () => { })).Message, StringComparison.Ordinal);
        Assert.Contains(Fw24Variables.Function, Assert.Throws<InvalidOperationException>(nameless.Start).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_is_no_program()
        => Assert.Contains("has no Main", Assert.Throws<ArgumentException>(static () => ManagedFunction.Start(typeof(Fw24App).Assembly)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_host_of_the_programs_own_does_not_keep_the_runtime_waiting()
    {
        await using var program = new TestProgram { Services = static services => services.AddSingleton<IFunctionHost>(static _ => throw new InvalidOperationException("not this one")) };

        Assert.Equal("""{"batchItemFailures":[]}""", await InvokeAsync(program.Start(), TestRecord.Event(TestRecord.Change("a", 1, 0))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("console")]
    [InlineData("clock")]
    [InlineData("logger")]
    public async Task S4_where_logs_and_metrics_go_costs_no_invocation_its_answer(string broken)
    {
        var clock = new BrokenClock();
        await using var program = new TestProgram
        {
            Services = services =>
            {
                _ = broken switch
                {
                    "console" => services.AddSingleton(new LambdaConsole(new ClosedStream())).AddSingleton<ILoggerProvider, LambdaLoggerProvider>(),
                    "clock" => services.AddSingleton<TimeProvider>(clock),
                    "logger" => services.AddSingleton<ILoggerProvider>(new BrokenLogs()),
                    _ => services,
                };
            },
        };
        var function = program.Start();
        program.Topic.During = (_, _) =>
        {
            // From here on the function measures, logs and responds.
            clock.IsBroken = true;
            return default;
        };

        foreach (var item in new[] { "a", "b" })
        {
            Assert.Equal("""{"batchItemFailures":[]}""", await InvokeAsync(function, TestRecord.Event(TestRecord.Change(item, 1, 0)), "r-1"));
        }

        Assert.Equal(["a-1", "b-1"], program.Topic.EventIds);
    }

    private static async Task<string> InvokeAsync(ManagedFunction function, byte[] payload, string? requestId = null, TimeSpan? remainingTime = null)
    {
        using var reader = new StreamReader(await function.InvokeAsync(new MemoryStream(payload), requestId, remainingTime));
        return await reader.ReadToEndAsync(Cancellation);
    }

    /// <summary>The equivalent of a user's Program.cs.</summary>
    private sealed class TestProgram : IAsyncDisposable
    {
        private readonly MemoryStream _output = new();
        private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        private readonly List<Task<int>> _runs = [];

        public string Function { get; init; } = "orders-stream";

        public FakeTopic Topic { get; } = new();

        public FakeParkingQueue Parking { get; } = new();

        public Action<IServiceCollection> Services { get; init; } = static _ => { };

        public ManagedFunction Start() => ManagedFunction.Start(() =>
        {
            var run = RunAsync(new FunctionEnvironment(static _ => null));
            _runs.Add(run);
            run.GetAwaiter().GetResult();
        });

        public async Task<int> RunAsync(FunctionEnvironment environment)
        {
            var builder = Fw24App.CreateBuilder(s_model);
            builder.Environment = new FunctionEnvironment(name => name is Fw24Variables.Function ? Function : environment.Optional(name));
            builder.Services.AddSingleton<IChangePublisher>(Topic).AddSingleton<IParkingQueue>(Parking).AddSingleton(new LambdaConsole(_output));
            Services(builder.Services);
            await using var app = builder.Build();
            return await app.RunAsync(_stop.Token);
        }

        // An app that is not disposed goes on measuring other tests.
        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Task.WhenAll(_runs);
            _stop.Dispose();
            await _output.DisposeAsync();
        }

        public List<JsonElement> Lines()
            => [.. Encoding.UTF8.GetString(_output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonElement.Parse(line))];

        public List<JsonElement> MetricLines() => [.. Lines().Where(static line => line.TryGetProperty("_aws", out _))];
    }

    /// <summary>An output whose reading end is closed.</summary>
    private sealed class ClosedStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe");

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("Broken pipe");
    }

    private sealed class BrokenClock : TimeProvider
    {
        public bool IsBroken { get; set; }

        public override DateTimeOffset GetUtcNow() => IsBroken ? throw new IOException("No clock") : base.GetUtcNow();

        public override long GetTimestamp() => IsBroken ? throw new IOException("No clock") : base.GetTimestamp();
    }

    private sealed class BrokenLogs : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => throw new IOException("No log");

        public bool IsEnabled(LogLevel logLevel) => throw new IOException("No log");

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => throw new IOException("No log");

        public void Dispose()
        {
        }
    }

    /// <summary>Accepts no message until there are as many concurrent calls as invocations.</summary>
    private sealed class MeetingTopic(int count) : IChangePublisher
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ConcurrentBag<(string Id, string? Trace)> _traces = [];
        private int _here;

        public IReadOnlyCollection<(string Id, string? Trace)> Traces => _traces;

        public async ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
        {
            using (var body = JsonDocument.Parse(messages[0].Body))
            {
                _traces.Add((body.RootElement.GetProperty("id").GetString()!, messages[0].TraceParent));
            }

            if (Interlocked.Increment(ref _here) == count)
            {
                _all.SetResult();
            }

            await _all.Task.WaitAsync(cancellationToken);
            return [];
        }
    }
}
