using Orders.Local;
using Orders.Local.Screen;

namespace Fw24.Integration.Tests.Harness;

/// <summary>The sample's program, run in this process with redirected output.</summary>
internal sealed record SampleRun(int ExitCode, string Output)
{
    public string LastLine => Output.TrimEnd('\n').Split('\n')[^1];

    public static async Task<SampleRun> StartAsync(RunOptions options)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var exitCode = await OrdersProgram.RunAsync(options, ShopScreen.Plain(output), output, TestContext.Current.CancellationToken);
        return new SampleRun(exitCode, output.ToString());
    }

    /// <summary>Gets a count from the last line.</summary>
    public int Count(string name)
        => int.Parse(LastLine.Split(' ').Single(part => part.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);
}
