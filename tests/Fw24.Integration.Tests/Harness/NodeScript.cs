using System.Diagnostics;
using System.Reflection;

namespace Fw24.Integration.Tests.Harness;

/// <summary>The JavaScript programs of this project's folder <c>Scripts</c>.</summary>
internal static class NodeScript
{
    private static readonly string s_folder = typeof(NodeScript).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static metadata => metadata.Key is "Scripts").Value!;

    /// <summary>The path of a program.</summary>
    public static string PathOf(string script) => Path.Combine(s_folder, script);

    /// <summary>Runs a program to its end, which must be a success.</summary>
    /// <param name="script">The program's file.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Its standard output.</returns>
    public static async Task<string> RunAsync(string script, string input, params string[] arguments)
    {
        var (exitCode, output, errors) = await EndAsync(script, input, arguments);
        Assert.True(exitCode is 0, $"{script} ended with {exitCode}:\n{errors}\n{output}");
        return output;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="script">The program's file.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<(int ExitCode, string Output, string Errors)> EndAsync(string script, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(NpmPackages.Node, [PathOf(script), .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }
}
