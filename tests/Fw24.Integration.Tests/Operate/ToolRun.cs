using System.Diagnostics;
using System.Text.Json;

namespace Fw24.Integration.Tests.Operate;

/// <summary>A run of the tool <c>fw24</c>, as a process of its own.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">The standard output.</param>
/// <param name="Error">The standard error.</param>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    /// <summary>The sample's assembly.</summary>
    public static string Orders { get; } = Path.Combine(AppContext.BaseDirectory, "Orders.dll");

    /// <summary>The output as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Runs the tool against the sample's tables at an endpoint.</summary>
    /// <param name="dynamoDb">The endpoint; <see langword="null"/> for none.</param>
    /// <param name="args">The arguments.</param>
    public static Task<ToolRun> OnOrdersAsync(Uri? dynamoDb, params string[] args) => StartAsync(
        dynamoDb is null ? [] : new Dictionary<string, string> { ["AWS_ENDPOINT_URL_DYNAMODB"] = dynamoDb.ToString() },
        [.. args, "--app", Orders]);

    /// <summary>Runs the tool.</summary>
    /// <param name="variables">The variables, in addition to a region and credentials that emulators accept.</param>
    /// <param name="args">The arguments.</param>
    public static async Task<ToolRun> StartAsync(IReadOnlyDictionary<string, string> variables, params string[] args)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var start = Command(variables, args);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (
            process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        var run = new ToolRun(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
        TestContext.Current.TestOutputHelper?.WriteLine($"$ fw24 {string.Join(' ', args)}\n{run.Output}{run.Error}→ {run.ExitCode}");
        return run;
    }

    /// <summary>Returns what starts the tool.</summary>
    /// <param name="variables">The variables, in addition to a region and credentials that emulators accept.</param>
    /// <param name="args">The arguments.</param>
    public static ProcessStartInfo Command(IReadOnlyDictionary<string, string> variables, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "fw24.dll"), .. args])
        {
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["AWS_REGION"] = "eu-central-1";
        start.Environment["AWS_ACCESS_KEY_ID"] = "local";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "local";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
