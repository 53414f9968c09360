using System.CommandLine;

namespace Fw24.Tool.Commands;

/// <summary>The options that find an app's manifest, and its stage if the manifest leaves it open.</summary>
internal sealed class ManifestOptions
{
    private readonly Option<string> _manifest = new("--manifest")
    {
        Description = "The manifest, which the build of the app's stack writes.",
        HelpName = "FILE",
        DefaultValueFactory = static _ => "fw24.manifest.json",
    };

    private readonly Option<string?> _stage = new("--stage")
    {
        Description = "The stage, if it is a parameter of the template. [default: the manifest's]",
        HelpName = "STAGE",
    };

    /// <summary>Creates the options and adds them to a command.</summary>
    public static ManifestOptions AddTo(Command command)
    {
        var options = new ManifestOptions();
        command.Add(options._manifest);
        command.Add(options._stage);
        return options;
    }

    /// <summary>Returns the stage that a command line names.</summary>
    public string? StageOf(ParseResult arguments) => arguments.GetValue(_stage);

    /// <summary>Returns the full path of the manifest that a command line names.</summary>
    public string FileOf(ParseResult arguments) => Path.GetFullPath(arguments.GetValue(_manifest)!);

    /// <summary>Reads the manifest that a command line names.</summary>
    /// <exception cref="ToolException">There is none, or it is empty.</exception>
    public string Read(ParseResult arguments)
    {
        var file = FileOf(arguments);
        return !File.Exists(file)
            ? throw new ToolException(
                $"There is no manifest {file}. Build the app's stack, which writes it, and pass it with --manifest.")
            : File.ReadAllText(file) is var manifest && string.IsNullOrWhiteSpace(manifest)
                ? throw new ToolException($"The manifest {file} is empty. Build the app's stack, which writes it.")
            : manifest;
    }
}
