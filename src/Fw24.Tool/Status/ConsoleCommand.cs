using System.CommandLine;
using Fw24.Console.Deployed;
using Fw24.Local;
using Fw24.Operations;
using Fw24.Operations.Status;
using Fw24.Tool.Apps;
using Fw24.Tool.Commands;
using Fw24.Tool.Failures;
using Spectre.Console;

namespace Fw24.Tool.Status;

/// <summary><c>fw24 console</c>: shows a deployed app in the browser, on this machine.</summary>
internal static class ConsoleCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var command = new Command(
            "console",
            "Shows a deployed app in the browser: its topology and status, the audit's trails, and what its functions gave up on.");
        var replay = ReplayOptions.AddTo(command);
        var journal = JournalOption.AddTo(command, "fw24.console.jsonl");
        var manifests = ManifestOptions.AddTo(command);
        var port = PortOption.Create("--port", "The console's port; 0 for a free one.", defaultPort: 0);
        command.Add(port);
        command.Does(console, async (arguments, cancellationToken) =>
        {
            var (manifest, stage) = (manifests.Read(arguments), manifests.StageOf(arguments));
            var topology = LocalTopology.FromManifest(manifest, stage);
            var assembly = replay.Load(arguments);
            DemandSameApp(assembly, topology);
            using var failures = new SqsFailureQueues(FailureQueues.FromManifest(manifest, stage));
            using var inspection = new AppInspection(time: console.Time);
            using var journalFile = journal.Open(arguments, console);
            var templates = StatusCommand.TemplatesOf(folder: null, manifests.FileOf(arguments));
            var open = new OpenApp(assembly.Model, topology.Stage);
            var replays = new OpenReplays(token => replay.OpenAsync(arguments, console, assembly, manifests, token));
            await using (open.ConfigureAwait(false))
            await using (replays.ConfigureAwait(false))
            {
                var code = new InspectedCode { Templates = templates, Audit = (open.Model, open.Audit) };
                var app = new DeployedApp
                {
                    Model = assembly.Model,
                    Topology = topology,
                    Audit = open.Audit,
                    Tables = open,
                    Failures = failures,
                    Journal = journalFile,
                    OpenReplayerAsync = replays.OpenAsync,
                    InspectAsync = token => inspection.InspectAsync(manifest, stage, code, token),
                    Time = console.Time,
                };
                return await ServeAsync(console, app, arguments.GetValue(port), cancellationToken).ConfigureAwait(false);
            }
        });
        return command;
    }

    private static async Task<int> ServeAsync(ToolConsole console, DeployedApp app, int port, CancellationToken cancellationToken)
    {
        var page = await DeployedConsole.OpenAsync(app, port, cancellationToken).ConfigureAwait(false);
        await using (page.ConfigureAwait(false))
        {
            console.Write(
                new { App = app.Model.Name, app.Topology.Stage, Console = page.Url },
                screen =>
                {
                    var stage = app.Topology.Stage is { } name ? $" ({name.EscapeMarkup()})" : "";
                    screen.MarkupLine($"[bold]{app.Model.Name.EscapeMarkup()}[/]{stage} is at {page.Url.ToString().EscapeMarkup()}");
                    screen.MarkupLine("[grey]Ctrl+C closes the console.[/]");
                });
            var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using (cancellationToken.Register(closed.SetResult).ConfigureAwait(false))
            {
                await closed.Task.ConfigureAwait(false);
            }
        }

        return ExitCode.Done;
    }

    private static void DemandSameApp(AppAssembly app, LocalTopology topology)
    {
        if (app.Model.Tables.FirstOrDefault(table => topology.Tables.All(resource => topology.ModelOf(app.Model, resource.Name) != table))
            is { } missing)
        {
            throw new ToolException(
                $"The manifest has no table {missing.Name}, which {app.Path} has: they are of different apps, or of different builds. "
                + "Build the app's stack, or pass another --manifest or --app.");
        }
    }
}
