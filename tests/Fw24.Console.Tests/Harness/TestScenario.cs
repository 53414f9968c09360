using System.Globalization;
using System.Runtime.CompilerServices;
using Fw24.Console.Travel;
using Fw24.Local;
using Fw24.Local.Faults;
using Microsoft.Extensions.DependencyInjection;
using Orders;

namespace Fw24.Console.Tests.Harness;

/// <summary>A console for the moments of a small scenario of the shop, with faults.</summary>
internal sealed class TestScenario : IAsyncDisposable
{
    private readonly LocalConsole _console;
    private readonly StrongBox<string?> _fault;

    private TestScenario(LocalConsole console, List<StringWriter> traces, StrongBox<string?> fault)
        => (_console, Traces, _fault) = (console, traces, fault);

    /// <summary>The trace of each run so far.</summary>
    public IReadOnlyList<StringWriter> Traces { get; }

    /// <summary>The trace of the last run.</summary>
    public string Trace => Traces[^1].ToString();

    /// <summary>Why no more clouds can be created; <see langword="null"/> if they can be.</summary>
    public string? Fault { get => _fault.Value; set => _fault.Value = value; }

    public Uri Url => _console.Url;

    public TimeTravel Travel => Run.Travel;

    public ScriptRun Run => _console.Server.Services.GetRequiredService<ScriptRun>();

    /// <summary>Opens a console at a moment, and waits until it is shown.</summary>
    /// <param name="script">What else the script does at its end.</param>
    /// <param name="moment">The moment; the end by default.</param>
    /// <param name="onEnd">Called with the exception that ends a script.</param>
    public static async Task<TestScenario> OpenAsync(
        Func<LocalCloud, Task>? script = null, long? moment = null, Action<Exception>? onEnd = null)
    {
        List<StringWriter> traces = [];
        var fault = new StrongBox<string?>();
        LocalCloud CreateOrFail() => fault.Value is null ? Create(traces) : throw new IOException(fault.Value);
        var scenario = new LocalScenario(CreateOrFail, async (cloud, _) =>
        {
            try
            {
                await WriteAsync(cloud);
                await (script?.Invoke(cloud) ?? Task.CompletedTask);
            }
            catch (Exception exception)
            {
                onEnd?.Invoke(exception);
                throw;
            }
        });
        var options = new LocalConsoleOptions { Event = moment };
        var console = await scenario.OpenConsoleAsync(options, TestContext.Current.CancellationToken);
        var opened = new TestScenario(console, traces, fault);
        await opened.Travel.Trip;
        return opened;
    }

    /// <summary>Goes to a moment, and waits until it is shown.</summary>
    public Task GoToAsync(long moment)
    {
        Travel.GoTo(moment);
        return Travel.Trip;
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    // Without a token, as tests forget it: a script must end with its console nevertheless.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "xUnit1051", Justification = "Scripts may not pass a token on.")]
    private static async Task WriteAsync(LocalCloud cloud)
    {
        for (var number = 0; number < 6; number++)
        {
            await cloud.Table<Order>().As("u-7").PutAsync(new Order
            {
                OrderId = $"ord-{number % 4}",
                CustomerId = "cus-1",
                Status = (OrderStatus)(number % 4),
                Total = number,
                PlacedAt = cloud.Time.GetUtcNow(),
                Version = number / 4,
            });
            await cloud.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        await cloud.RunUntilIdleAsync();
    }

    private static LocalCloud Create(List<StringWriter> traces)
    {
        traces.Add(new StringWriter(CultureInfo.InvariantCulture));
        return LocalCloud.Create(OrdersApp.Model, options =>
        {
            options.Services = static services => services.AddSingleton<IMailer, TestMailer>();
            options.Faults = LocalFaults.Random(seed: 7, LocalFaultRates.Transient);
            options.Trace = traces[^1];
        });
    }
}
