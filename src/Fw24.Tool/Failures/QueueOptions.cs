using System.CommandLine;
using Fw24.Operations;
using Fw24.Tool.Commands;

namespace Fw24.Tool.Failures;

/// <summary>The options that find an app's queues.</summary>
internal sealed class QueueOptions
{
    private readonly FailureQueueKind[] _kinds;

    private QueueOptions(ManifestOptions manifest, FailureQueueKind[] kinds) => (Manifest, _kinds) = (manifest, kinds);

    /// <summary>The manifest, which names them.</summary>
    public ManifestOptions Manifest { get; }

    /// <summary>Creates the options and adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="kinds">The kinds of queue that the command is about.</param>
    public static QueueOptions AddTo(Command command, params FailureQueueKind[] kinds) => new(ManifestOptions.AddTo(command), kinds);

    /// <summary>Opens the app's queues of these kinds in SQS.</summary>
    public SqsFailureQueues Open(ParseResult arguments)
    {
        var queues = FailureQueues.FromManifest(Manifest.Read(arguments), Manifest.StageOf(arguments));
        return new([.. queues.Where(queue => _kinds.Contains(queue.Kind))]);
    }
}
