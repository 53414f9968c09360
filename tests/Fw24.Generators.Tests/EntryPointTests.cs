using System.Reflection;
using System.Text;
using Fw24.Generators.Tests.Harness;
using Fw24.Messages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Generators.Tests;

/// <summary>The class that AWS's managed .NET runtime creates and calls, compiled, loaded and called as that runtime does.</summary>
public sealed class EntryPointTests
{
    private const string Source = """
        using Fw24;
        using Fw24.Messages;
        using Microsoft.Extensions.DependencyInjection;

        [assembly: Fw24App("shop")]

        if (Shop.World.Function is null)
        {
            return 3;
        }

        var builder = Fw24App.CreateBuilder(Shop.ShopApp.Model);
        builder.Environment = new FunctionEnvironment(name => name is "FW24_FUNCTION" ? Shop.World.Function : null);
        builder.Services.AddSingleton<IChangePublisher>(Shop.World.Topic).AddSingleton<IParkingQueue>(Shop.World.Topic).AddSingleton(Shop.World.Entries);
        await Task.Yield();
        await using var app = builder.Build();
        return await app.RunAsync(Shop.World.Stop.Token);

        namespace Shop
        {
            [DynamoTable("orders"), StreamEnabled(Fifo = true)]
            public sealed record Order([property: PartitionKey] string Id, int Count);

            public sealed class Journal(List<string> entries) : OrderChangeHandler
            {
                protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                {
                    entries.Add($"{change.New.Id} {change.New.Count}");
                    return Task.CompletedTask;
                }
            }

            public sealed class World : IChangePublisher, IParkingQueue
            {
                public static string? Function { get; set; }
                public static CancellationTokenSource Stop { get; } = new();
                public static World Topic { get; } = new();
                public static List<string> Entries { get; } = [];
                public static List<string> Bodies { get; } = [];

                public ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
                {
                    Bodies.AddRange(messages.Select(static message => System.Text.Encoding.UTF8.GetString(message.Body.Span)));
                    return new([]);
                }

                public ValueTask ParkAsync(ParkedRecord record, CancellationToken cancellationToken)
                    => throw new InvalidOperationException(record.Reason);
            }
        }
        """;

    // The parts of Amazon.Lambda.Core that are needed.
    private const string LambdaCore = """
        namespace Amazon.Lambda.Core
        {
            public interface ILambdaContext
            {
                string AwsRequestId { get; }
                System.TimeSpan RemainingTime { get; }
            }

            public sealed record LambdaContext(string AwsRequestId, System.TimeSpan RemainingTime) : ILambdaContext;
        }
        """;

    private static readonly GeneratorTest s_compiled = GeneratorTest.Run(new TestProject { Sources = [Source], IsExecutable = true });

    private static readonly string[] s_records =
    [
        StreamEvents.Record("1", "INSERT", Key("a"), null, Order("a", "1")),
        StreamEvents.Record("2", "INSERT", Key("b"), null, Order("b", "two")),
        StreamEvents.Record("3", "MODIFY", Key("b"), Order("b", "2"), Order("b", "3")),
        StreamEvents.Record("4", "INSERT", Key("c"), null, Order("c", "4")),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_function_answers_as_it_does_on_the_bootstrap()
    {
        using var loaded = new LoadedApp(s_compiled);
        using var program = new Program(loaded);
        var topic = new MemoryTopic();
        var builder = Fw24App.CreateBuilder(loaded.Model("Shop", "Shop.ShopApp"));
        builder.Environment = new FunctionEnvironment(static _ => null);
        builder.Services.AddSingleton<IChangePublisher>(topic).AddSingleton<IParkingQueue>(topic).AddSingleton(new List<string>());
        await using var app = builder.Build();
        var stream = StreamEvents.Of(s_records);

        var published = await InvokeAsync(EntryPoint(loaded, "orders-stream"), stream);
        var handled = await InvokeAsync(EntryPoint(loaded, "Journal"), StreamEvents.Queue(World<List<string>>(loaded, "Bodies")));

        // The broken record cannot be parked: it fails, and so do the later records of its item.
        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"102"},{"itemIdentifier":"103"}]}""", published);
        Assert.Equal("""{"batchItemFailures":[]}""", handled);
        Assert.Equal(["a 1", "c 4"], World<List<string>>(loaded, "Entries"));
        Assert.Equal(await OnBootstrapAsync(app, "orders-stream", stream), published);
        Assert.Equal(await OnBootstrapAsync(app, "Journal", StreamEvents.Queue(topic.Bodies)), handled);
        Assert.Equal(topic.Bodies, World<List<string>>(loaded, "Bodies"));
    }

    [Fact]
    public async Task One_object_serves_one_invocation_after_another()
    {
        using var loaded = new LoadedApp(s_compiled);
        using var program = new Program(loaded);
        var function = EntryPoint(loaded, "orders-stream");

        await Assert.ThrowsAsync<InvalidOperationException>(() => InvokeAsync(function, "{}"u8.ToArray()));
        Assert.Equal("""{"batchItemFailures":[]}""", await InvokeAsync(function, StreamEvents.Of(s_records[0])));
        Assert.Equal("""{"batchItemFailures":[]}""", await InvokeAsync(function, StreamEvents.Of(s_records[3])));
        Assert.Equal(2, World<List<string>>(loaded, "Bodies").Count);
    }

    [Theory]
    [InlineData("orders", "The app 'shop' has no function 'orders'. Its functions are: orders-stream, Journal.")]
    [InlineData(null, "The program ended without serving a function: its Main must await Fw24App.RunAsync().")]
    public void A_function_that_cannot_start_says_why(string? function, string message)
    {
        using var loaded = new LoadedApp(s_compiled);

        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => EntryPoint(loaded, function)).Message);
    }

    [Fact]
    public async Task With_Amazon_Lambda_Core_the_entry_point_knows_how_long_it_may_take()
    {
        var library = CSharpCompilation.Create(
            "Amazon.Lambda.Core", [CSharpSyntaxTree.ParseText(LambdaCore, cancellationToken: Cancellation)], TestReferences.Platform, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        Assert.True(library.Emit(image, cancellationToken: Cancellation).Success);
        var compiled = GeneratorTest.Run(new TestProject
        {
            Sources = [Source], IsExecutable = true, References = [.. TestReferences.All, MetadataReference.CreateFromImage(image.ToArray())],
        });
        using var loaded = new LoadedApp(compiled);
        using var program = new Program(loaded);
        image.Position = 0;
        var context = loaded.Load("Amazon.Lambda.Core", image).GetType("Amazon.Lambda.Core.LambdaContext", throwOnError: true)!;
        var function = EntryPoint(loaded, "orders-stream");
        var batch = StreamEvents.Of(s_records[0], s_records[3]);

        var tooLate = await InvokeAsync(function, batch, Activator.CreateInstance(context, "r-1", TimeSpan.Zero));
        var inTime = await InvokeAsync(function, batch, Activator.CreateInstance(context, "r-2", TimeSpan.FromMinutes(10)));

        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"101"},{"itemIdentifier":"104"}]}""", tooLate);
        Assert.Equal("""{"batchItemFailures":[]}""", inTime);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void X4_the_trace_of_each_invocation_comes_from_its_context_where_it_has_one(bool hasTrace)
    {
        const string Remaining = "System.TimeSpan RemainingTime { get; }";
        var core = LambdaCore.Replace(Remaining, hasTrace ? $"{Remaining} string TraceId => string.Empty;" : Remaining, StringComparison.Ordinal);
        var compiled = GeneratorTest.Run(new TestProject { Sources = [Source, core], IsExecutable = true });

        var call = hasTrace ? "context.RemainingTime, context.TraceId);" : "context.RemainingTime);";
        Assert.Contains(call, compiled.Files["ShopApp.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_handler_is_the_one_its_documentation_names()
    {
        using var loaded = new LoadedApp(s_compiled);
        var type = loaded.Type("Shop", "Shop.ShopAppFunction");

        Assert.Contains("Its handler: <c>Shop::Shop.ShopAppFunction::HandleAsync</c>.", s_compiled.Files["ShopApp.g.cs"], StringComparison.Ordinal);
        var method = Assert.Single(type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly));
        Assert.Equal("HandleAsync", method.Name);
        Assert.Equal(typeof(Task<Stream>), method.ReturnType);
        Assert.Equal([typeof(Stream)], method.GetParameters().Select(static parameter => parameter.ParameterType));
        Assert.NotNull(type.GetConstructor(Type.EmptyTypes));
    }

    [Fact]
    public void A_library_has_no_entry_point()
        => Assert.DoesNotContain("ManagedFunction", GeneratorTest.Run("""
            using Fw24;

            namespace Shop;

            [DynamoTable("orders"), StreamEnabled]
            public sealed record Order([property: PartitionKey] string Id);
            """).Files["ShopApp.g.cs"], StringComparison.Ordinal);

    private static string Key(string id) => $$$"""{"Id":{"S":"{{{id}}}"}}""";

    private static string Order(string id, string count) => $$$"""{"Id":{"S":"{{{id}}}"},"Count":{"N":"{{{count}}}"}}""";

    private static T World<T>(LoadedApp loaded, string property)
        => (T)loaded.Type("Shop", "Shop.World").GetProperty(property)!.GetValue(null)!;

    private static object EntryPoint(LoadedApp loaded, string? function)
    {
        loaded.Type("Shop", "Shop.World").GetProperty("Function")!.SetValue(null, function);
        return loaded.Type("Shop", "Shop.ShopAppFunction").GetConstructor(Type.EmptyTypes)!.Invoke(BindingFlags.DoNotWrapExceptions, null, null, null);
    }

    private static async Task<string> InvokeAsync(object function, byte[] payload, params object?[] context)
    {
        var answer = (Task<Stream>)function.GetType().GetMethod("HandleAsync")!.Invoke(function, [new MemoryStream(payload), .. context])!;
        using var reader = new StreamReader(await answer);
        return await reader.ReadToEndAsync(Cancellation);
    }

    private static async Task<string> OnBootstrapAsync(Fw24App app, string function, byte[] payload)
    {
        var answer = await app.CreateFunction(function)(payload, new InvocationContext { RequestId = "r", FunctionName = function }, Cancellation);
        return Encoding.UTF8.GetString(answer.Span);
    }

    // Ends with its test: an app that is not disposed goes on measuring other tests.
    private sealed class Program(LoadedApp loaded) : IDisposable
    {
        public void Dispose() => World<CancellationTokenSource>(loaded, "Stop").Cancel();
    }
}
