using System.Collections;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Fw24.Diagnostics;
using Fw24.Functions;
using Fw24.Lambda;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Harness.Loopback;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fw24.Runtime.Tests.Handlers;

/// <summary>S3: no log line and no report quotes a handler's exception, unless that is enabled.</summary>
public sealed class HandlerExceptionTests
{
    private const string Canary = "canary-7f3a@example.org";

    private static readonly string[] s_places = ["handler", "after an await", "constructor", "dispose"];

    private static readonly Dictionary<string, Func<Exception>> s_exceptions = new()
    {
        ["message"] = static () => new FormatException($"'{Canary}' is no address"),
        ["inner"] = static () => new InvalidOperationException("outer", new IOException(Canary, new FormatException(Canary))),
        ["aggregate"] = static () => new AggregateException(Canary, new FormatException(Canary), new AggregateException(new IOException(Canary), new FormatException(Canary))),
        ["data"] = static () => new FormatException("x") { Data = { [Canary] = Canary }, Source = Canary, HelpLink = Canary },
        ["tells all"] = static () => new RevealingException(),
        ["aws"] = static () => new AmazonServiceException(Canary, new FormatException(Canary), ErrorType.Sender, Canary, "req-1", System.Net.HttpStatusCode.BadRequest),
        ["generic"] = static () => new BoxException<string>(Canary),
        ["cancelled"] = static () => new OperationCanceledException(Canary, new TimeoutException(Canary)),
        ["argument"] = static () => new ArgumentOutOfRangeException(Canary, Canary, Canary),
        ["file"] = static () => new FileNotFoundException(Canary, Canary),
        ["withheld"] = static () => new InvalidOperationException(Canary, new WithheldException(new FormatException(Canary))),
    };

    public static TheoryData<string, string> Cases => new(
        from exception in s_exceptions.Keys
        from place in s_places
        select (exception, place));

    public static TheoryData<string> Names => [.. s_exceptions.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task S3_H22_no_log_line_of_any_format_quotes_what_a_handler_throws(string exception, string place)
    {
        using var output = new MemoryStream();
        using var curious = new CapturingLogger();
        var failed = await InvokeAsync(exception, place, variables: [], new LambdaLoggerProvider(new LambdaConsole(output), TimeProvider.System), curious);

        var json = Encoding.UTF8.GetString(output.ToArray());
        Assert.Contains("m-1", failed, StringComparison.Ordinal);
        Assert.Contains(s_exceptions[exception]().GetType().FullName!.Split('`')[0], json, StringComparison.Ordinal);
        Assert.Contains(nameof(HandlerExceptionTests), string.Concat(curious.Seen), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, json, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, failed, StringComparison.Ordinal);
        Assert.DoesNotContain(curious.Seen, static text => text.Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task S3_where_it_is_wanted_the_exception_itself_is_logged()
    {
        using var curious = new CapturingLogger();

        await InvokeAsync("message", "handler", new() { [Fw24Variables.LogExceptions] = "full" }, curious);

        Assert.Contains(curious.Seen, static text => text.Contains(Canary, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task S3_H22_no_report_of_a_failed_invocation_quotes_its_exception(string exception)
    {
        await using var lambda = new LoopbackLambda();
        using var stop = new CancellationTokenSource();
        using var output = new MemoryStream();
        var console = new LambdaConsole(output);
        var log = new LoggerFactory([new LambdaLoggerProvider(console, TimeProvider.System)]);
        using var runtime = new LambdaRuntime(lambda.Environment, log.CreateLogger<LambdaRuntime>(), console, TestTables.App(), TimeProvider.System);
        var running = runtime.RunAsync(() => new AppFunction("orders-stream", (_, _, _) => throw s_exceptions[exception]()), stop.Token);

        lambda.Invoke("r-1", "{}");
        var report = await lambda.AnswerAsync();
        await stop.CancelAsync();
        await running;

        Assert.EndsWith("/invocation/r-1/error", report.Target, StringComparison.Ordinal);
        using var body = JsonDocument.Parse(report.Body);
        Assert.Contains(nameof(HandlerExceptionTests), body.RootElement.GetProperty("stackTrace").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, report.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, report.Header("Lambda-Runtime-Function-Error-Type"), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task S3_an_error_of_the_start_tells_its_message_and_nothing_else_that_it_quotes(string exception)
    {
        await using var lambda = new LoopbackLambda();
        using var output = new MemoryStream();
        var console = new LambdaConsole(output);
        var log = new LoggerFactory([new LambdaLoggerProvider(console, TimeProvider.System)]);
        using var runtime = new LambdaRuntime(lambda.Environment, log.CreateLogger<LambdaRuntime>(), console, TestTables.App(), TimeProvider.System);

        await runtime.RunAsync(() => throw new InvalidOperationException("MAIL_HOST is not set.", s_exceptions[exception]()), TestContext.Current.CancellationToken);

        var report = Assert.Single(lambda.Server.Requests);
        Assert.Contains("MAIL_HOST is not set.", report.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, report.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
    }

    // The function's response and the reports to its host.
    private static async Task<string> InvokeAsync(string exception, string place, Dictionary<string, string> variables, params ILoggerProvider[] logs)
    {
        var order = TestTables.Entity("Order");
        var table = new TableModel { Name = "shop", PartitionKey = new KeyAttribute("Pk", KeyType.String), Entities = [order], Stream = new StreamEnabledAttribute { Fifo = true } };
        var handler = new HandlerModel<Handler, OrderChange> { Name = "OrderHandler", TableName = "shop", Entity = order, Operations = ChangeOperations.Modify, Read = OrderChange.Read };
        var builder = Fw24App.CreateBuilder(new AppModel { Name = "shop", Tables = [table], Handlers = [handler] });
        var bomb = new Bomb(s_exceptions[exception], place);
        builder.Environment = new FunctionEnvironment(variables.GetValueOrDefault);
        builder.Services.AddSingleton(bomb).AddScoped<Resource>().AddSingleton<IParkingQueue>(new FakeParkingQueue());
        foreach (var log in logs)
        {
            builder.Logging.AddProvider(log);
        }

        await using var app = builder.Build();
        var function = app.CreateFunction("OrderHandler");
        bomb.IsArmed = true;
        var outcomes = new List<RecordOutcome>();
        var body = Publishing.ChangeMessageWriterTests.Write(TestQueue.Change("1"), table).Body;
        var payload = Encoding.UTF8.GetBytes($$"""{"Records":[{{TestQueue.Message("m-1", body)}}]}""");
        var answer = await function(payload, new InvocationContext { RequestId = "r-1", FunctionName = "OrderHandler", OnOutcome = outcomes.Add }, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(answer.Span) + string.Concat(outcomes.Select(static outcome => outcome.Reason));
    }

    private sealed class Bomb(Func<Exception> make, string place)
    {
        public bool IsArmed { get; set; }

        public void At(string here)
        {
            if (IsArmed && here == place)
            {
                throw make();
            }
        }
    }

    private sealed class Resource(Bomb bomb) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            bomb.At("dispose");
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Handler : ChangeHandler<OrderChange>
    {
        private readonly Bomb _bomb;

        public Handler(Bomb bomb, Resource resource)
        {
            ArgumentNullException.ThrowIfNull(resource);
            _bomb = bomb;
            _bomb.At("constructor");
        }

        public override async Task HandleAsync(OrderChange change, ChangeContext context, CancellationToken cancellationToken)
        {
            _bomb.At("handler");
            await Task.Yield();
            _bomb.At("after an await");
        }
    }

    /// <summary>Overrides everything that can be overridden.</summary>
    private sealed class RevealingException : Exception
    {
        public override string Message => Canary;

        public override string StackTrace => "   at " + Canary;

        public override string? Source => Canary;

        public override string? HelpLink => Canary;

        public override IDictionary Data => new Dictionary<string, string> { [Canary] = Canary };

        public override string ToString() => Canary;

        public override Exception GetBaseException() => new FormatException(Canary);
    }

    private sealed class BoxException<T>(T value) : Exception(value?.ToString())
    {
        public T Value => value;
    }

    /// <summary>A logger that records everything it can find out.</summary>
    private sealed class CapturingLogger : ILoggerProvider, ILogger
    {
        public List<string> Seen { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Seen.Add(formatter(state, exception));
            Seen.AddRange(((IReadOnlyList<KeyValuePair<string, object?>>)state!).Select(static value => $"{value.Value}"));
            for (var one = exception; one is not null; one = one.InnerException)
            {
                Seen.AddRange([one.ToString(), one.Message, $"{one.StackTrace}", $"{one.Source}", $"{one.HelpLink}", one.GetBaseException().ToString()]);
                Seen.AddRange(one.Data.Cast<DictionaryEntry>().Select(static entry => $"{entry.Key}{entry.Value}"));
            }
        }

        public void Dispose()
        {
        }
    }
}
