using System.CommandLine;
using Fw24.Operations.Status;
using Fw24.Operations.Status.Templates;
using Fw24.Tool.Apps;
using Fw24.Tool.Commands;

namespace Fw24.Tool.Status;

/// <summary><c>fw24 status</c>: a deployed app at a glance, what waits for an operator, and what differs from the code.</summary>
internal static class StatusCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var assembly = new Option<string?>("--cloud-assembly")
        {
            Description = "The templates of the code, which the build of the app's stack writes. "
                + "[default: cdk.out beside the manifest]",
            HelpName = "FOLDER",
        };
        var app = new Option<string?>("--app")
        {
            Description = "The app, to count the gaps of its audits by their index: its assembly, its project or its folder. "
                + "[default: gaps are counted by metrics]",
            HelpName = "PATH",
        };
        var command = new Command(
            "status",
            "Shows a deployed app at a glance: its resources, what waits for an operator, and what differs from the code.")
        {
            assembly,
            app,
        };
        var options = ManifestOptions.AddTo(command);
        command.Does(console, async (arguments, cancellationToken) =>
        {
            var stage = options.StageOf(arguments);
            var manifest = options.Read(arguments);
            var templates = TemplatesOf(arguments.GetValue(assembly), options.FileOf(arguments));
            if (arguments.GetValue(app) is not { } path)
            {
                return await InspectAsync(
                    console, manifest, stage, new InspectedCode { Templates = templates }, cancellationToken)
                    .ConfigureAwait(false);
            }

            var open = new OpenApp(AppAssembly.Load(path).Model, stage);
            await using (open.ConfigureAwait(false))
            {
                var code = new InspectedCode { Templates = templates, Audit = (open.Model, open.Audit) };
                return await InspectAsync(console, manifest, stage, code, cancellationToken).ConfigureAwait(false);
            }
        });
        return command;
    }

    private static async Task<int> InspectAsync(
        ToolConsole console, string manifest, string? stage, InspectedCode code, CancellationToken cancellationToken)
    {
        using var inspection = new AppInspection(time: console.Time);
        var state = await inspection.InspectAsync(manifest, stage, code, cancellationToken).ConfigureAwait(false);
        console.Write(state, screen => StatusScreen.Show(screen, state));
        return state.IsWell ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Opens the templates of the code; <see langword="null"/> if there are none where none are named.</summary>
    internal static CloudAssembly? TemplatesOf(string? folder, string manifest)
    {
        var found = CloudAssembly.Open(folder ?? Path.Combine(Path.GetDirectoryName(manifest)!, "cdk.out"));
        return found is null && folder is not null
            ? throw new ToolException(
                $"There is no cloud assembly in {folder}. Build the app's stack, which writes it (cdk.out).")
            : found;
    }
}
