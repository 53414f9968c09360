using System.Diagnostics;
using System.Globalization;
using Fw24.Tool.Commands;

namespace Fw24.Tool.Dev;

/// <summary>
/// Runs the session of a project under <c>dotnet watch</c>, which builds it, applies changes of its code to the running process, and starts
/// it again after those that it cannot apply.
/// </summary>
internal static class AppWatch
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Runs the session until it is cancelled.</summary>
    /// <param name="project">The app's project.</param>
    /// <param name="options">The settings of the session.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string project, DevOptions options, CancellationToken cancellationToken)
    {
        List<string> session =
        [
            "exec", Path.Combine(AppContext.BaseDirectory, $"{ToolCommand.Name}.dll"), "dev", "--app", project, "--no-watch",
            "--state", options.Folder, "--port", options.Port.ToString(CultureInfo.InvariantCulture),
            .. options.DynamoDb is { } dynamoDb ? new[] { "--dynamodb", dynamoDb.ToString() } : ["--embedded"],
            .. options.Messaging is { } messaging ? new[] { "--messaging", messaging.ToString() } : [],
        ];

        // The project's own program would serve one function: the tool runs in its place, under the same watch.
        var start = new ProcessStartInfo("dotnet",
        [
            "watch", "--non-interactive", "--project", project, "run", "--no-launch-profile",
            "--property:RunCommand=dotnet", $"--property:RunArguments={string.Join(' ', session.Select(Quoted))}",
        ]);

        // A session of it would go on with the state that this one holds.
        var file = Path.Combine(options.Folder, "watch");
        await SessionProcess.EndOrphanAsync("dotnet", file, cancellationToken).ConfigureAwait(false);
        var process = SessionProcess.Start(start, file);
        await using (process.ConfigureAwait(false))
        {
            return await EndAsync(process.Process, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<int> EndAsync(Process watch, CancellationToken cancellationToken)
    {
        try
        {
            await watch.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return watch.ExitCode == 0 ? ExitCode.Done : ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            // The terminal's Ctrl+C reaches it as well; it ends its own process first.
            using var patience = new CancellationTokenSource(s_patience);
            await watch.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ExitCode.Done;
        }
    }

    private static string Quoted(string argument) => argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument;
}
