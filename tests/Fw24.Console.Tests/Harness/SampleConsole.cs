using Orders.Local;
using Spectre.Console;

namespace Fw24.Console.Tests.Harness;

/// <summary>The sample's program with its console, in this process.</summary>
internal sealed class SampleConsole : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<int> _run;

    private SampleConsole(RunOptions options, LineWriter output)
    {
        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        _run = Task.Run(() => OrdersProgram.RunAsync(options with { Console = true }, screen, output, _stop.Token));
    }

    /// <summary>The address that the program printed.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Runs the program until it has printed the console's address.</summary>
    public static async Task<SampleConsole> RunAsync(RunOptions options)
    {
        var output = new LineWriter("console: ");
        var sample = new SampleConsole(options, output);
        await await Task.WhenAny(output.Line, sample._run);
        sample.Url = new Uri((await output.Line).Split(' ')[1]);
        return sample;
    }

    /// <summary>Stops the program, as Ctrl+C does.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _run;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }
}
