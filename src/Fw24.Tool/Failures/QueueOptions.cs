using System.CommandLine;
using Fw24.Operations;

namespace Fw24.Tool.Failures;

/// <summary>The options that find an app's queues: its manifest, and the stage if the manifest leaves it open.</summary>
internal sealed class QueueOptions
{
    private readonly FailureQueueKind[] _kinds;

    private QueueOptions(FailureQueueKind[] kinds) => _kinds = kinds;

    /// <summary>The manifest.</summary>
    public Option<string> Manifest { get; } = new("--manifest")
    {
        Description = "The manifest, which the build of the app's stack writes.",
        HelpName = "FILE",
        DefaultValueFactory = static _ => "fw24.manifest.json",
    };

    /// <summary>The stage.</summary>
    public Option<string?> Stage { get; } = new("--stage")
    {
        Description = "The stage, if it is a parameter of the template. [default: the manifest's]",
        HelpName = "STAGE",
    };

    /// <summary>Creates the options and adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="kinds">The kinds of queue that the command is about.</param>
    public static QueueOptions AddTo(Command command, params FailureQueueKind[] kinds)
    {
        var options = new QueueOptions(kinds);
        command.Add(options.Manifest);
        command.Add(options.Stage);
        return options;
    }

    /// <summary>Reads the manifest that a command line names.</summary>
    /// <exception cref="ToolException">There is none.</exception>
    public string Read(ParseResult arguments)
    {
        var file = Path.GetFullPath(arguments.GetValue(Manifest)!);
        return File.Exists(file)
            ? File.ReadAllText(file)
            : throw new ToolException($"There is no manifest {file}. Build the app's stack, which writes it, and pass it with --manifest.");
    }

    /// <summary>Opens the app's queues of these kinds in SQS.</summary>
    public SqsFailureQueues Open(ParseResult arguments)
        => new([.. FailureQueues.FromManifest(Read(arguments), arguments.GetValue(Stage)).Where(queue => _kinds.Contains(queue.Kind))]);
}
