using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Fw24.Functions;
using Fw24.Generators.Tests.Harness;
using Fw24.Lambda;
using Fw24.Messages;
using Fw24.Runtime.Tests.Harness.Flow;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fw24.Generators.Tests;

/// <summary>
/// H27: the generated entry point, called as AWS's runtime calls it on Lambda Managed Instances: with one object for several invocations at
/// a time, each with a context of its own and no trace in the process's variable. Each invocation waits until as many run as there may be.
/// </summary>
public sealed class ConcurrentEntryPointTests
{
    private const int Concurrency = 8;
    private const int Count = 10_000;

    private const string Source = """
        using Fw24;
        using Microsoft.Extensions.DependencyInjection;

        [assembly: Fw24App("shop")]

        var builder = Fw24App.CreateBuilder(Shop.ShopApp.Model);
        builder.Environment = new FunctionEnvironment(name => name is "FW24_FUNCTION" ? "meetings-stream" : null);
        Shop.World.Configure(builder.Services);
        await using var app = builder.Build();
        return await app.RunAsync(Shop.World.Stop.Token);

        namespace Shop
        {
            [DynamoTable("meetings"), StreamEnabled]
            public sealed record Order([property: PartitionKey] string Id, int Count);

            public static class World
            {
                public static Action<IServiceCollection> Configure { get; set; } = static _ => { };
                public static CancellationTokenSource Stop { get; } = new();
            }
        }

        namespace Amazon.Lambda.Core
        {
            public interface ILambdaContext
            {
                string AwsRequestId { get; }
                TimeSpan RemainingTime { get; }
                string TraceId => string.Empty;
            }

            public sealed record LambdaContext(string AwsRequestId, TimeSpan RemainingTime, string TraceId) : ILambdaContext;
        }
        """;

    [Fact(Timeout = 300_000)]
    public async Task H27_X4_A1_10_invocations_at_the_same_time_do_not_meet()
    {
        using var loaded = new LoadedApp(GeneratorTest.Run(new TestProject { Sources = [Source], IsExecutable = true }));
        using var output = new MemoryStream();
        var (topic, world) = (new MeetingTopic(), loaded.Type("Shop", "Shop.World"));
        world.GetProperty("Configure")!.SetValue(null, (Action<IServiceCollection>)(services =>
            services.AddSingleton<IChangePublisher>(topic)
                .AddSingleton<IParkingQueue>(topic)
                .AddSingleton(new LambdaConsole(output))
                .AddSingleton<ILoggerProvider, LambdaLoggerProvider>()));
        var entryPoint = new EntryPoint(loaded);
        var answers = new ConcurrentDictionary<int, string>();
        var next = -1;

        await Task.WhenAll(Enumerable.Range(0, Concurrency).Select(_ => Task.Run(PollAsync, TestContext.Current.CancellationToken)));
        await ((CancellationTokenSource)world.GetProperty("Stop")!.GetValue(null)!).CancelAsync();

        // The metrics of an invocation are written before its answer.
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => JsonElement.Parse(line))
            .ToLookup(static line => line.GetProperty("requestId").GetString());
        Assert.Equal(Count / Concurrency, topic.Meeting.Rounds);
        Assert.Equal(Count, lines.Count);
        for (var number = 0; number < Count; number++)
        {
            var own = lines[$"r-{number}"].ToList();
            Assert.Equal(AnswerTo(number), answers[number]);
            Assert.Equal(2, own.Count);
            Assert.StartsWith(
                $"meetings-stream r-{number}: {RecordsOf(number)} records, {PublishedOf(number)} published",
                own[0].GetProperty("message").GetString(),
                StringComparison.Ordinal);
            Assert.Equal(PublishedOf(number), own[1].GetProperty("Published").GetInt32());
            for (var i = 0; i < PublishedOf(number); i++)
            {
                Assert.Equal($"00-5759e988bd862e3fe1be46a9{number:x8}-53995c3f{number + 1:x8}-01", topic.Traces[IdOf(number, i)]);
            }
        }

        async Task PollAsync()
        {
            for (var number = Interlocked.Increment(ref next); number < Count; number = Interlocked.Increment(ref next))
            {
                var trace = $"Root=1-5759e988-bd862e3fe1be46a9{number:x8};Parent=53995c3f{number + 1:x8};Sampled=1";
                var answer = await entryPoint.InvokeAsync(EventOf(number), $"r-{number}", TimeSpan.FromMinutes(5), trace);
                Assert.True(answers.TryAdd(number, answer));
            }
        }
    }

    // One to three changes of different items; in every fifth batch also one that is broken and cannot be parked.
    private static byte[] EventOf(int number)
        => StreamEvents.Of(Enumerable.Range(0, RecordsOf(number)).Select(i => Record(IdOf(number, i), i < PublishedOf(number) ? "S" : "N")));

    private static string Record(string id, string type)
        => StreamEvents.Record(id, "INSERT", $$$"""{"Id":{"S":"{{{id}}}"}}""", null, $$$"""{"Id":{"{{{type}}}":"{{{id}}}"},"Count":{"N":"1"}}""");

    private static int PublishedOf(int number) => 1 + (number % 3);

    private static int RecordsOf(int number) => PublishedOf(number) + (number % 5 is 0 ? 1 : 0);

    private static string IdOf(int number, int i) => ((10 * number) + i).ToString(CultureInfo.InvariantCulture);

    private static string AnswerTo(int number)
        => RecordsOf(number) == PublishedOf(number)
            ? """{"batchItemFailures":[]}"""
            : $$"""{"batchItemFailures":[{"itemIdentifier":"{{100 + (10 * number) + PublishedOf(number)}}"}]}""";

    /// <summary>The object that AWS's runtime creates, and the method that it calls.</summary>
    private sealed class EntryPoint(LoadedApp loaded)
    {
        private readonly object _function = Activator.CreateInstance(loaded.Type("Shop", "Shop.ShopAppFunction"))!;
        private readonly MethodInfo _handle = loaded.Type("Shop", "Shop.ShopAppFunction").GetMethod("HandleAsync")!;
        private readonly Type _context = loaded.Type("Shop", "Amazon.Lambda.Core.LambdaContext");

        public async Task<string> InvokeAsync(byte[] payload, string requestId, TimeSpan remaining, string trace)
        {
            var context = Activator.CreateInstance(_context, requestId, remaining, trace);
            using var answer = new StreamReader(await (Task<Stream>)_handle.Invoke(_function, [new MemoryStream(payload), context])!);
            return await answer.ReadToEndAsync();
        }
    }

    private sealed class MeetingTopic : IChangePublisher, IParkingQueue
    {
        public Meeting Meeting { get; } = new(Concurrency);

        public ConcurrentDictionary<string, string?> Traces { get; } = new(StringComparer.Ordinal);

        public async ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(
            IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
        {
            await Meeting.ArriveAsync();
            foreach (var message in messages)
            {
                using var body = JsonDocument.Parse(message.Body);
                Assert.True(Traces.TryAdd(body.RootElement.GetProperty("id").GetString()!, message.TraceParent));
            }

            return [];
        }

        public ValueTask ParkAsync(ParkedRecord record, CancellationToken cancellationToken) => throw new IOException();
    }
}
