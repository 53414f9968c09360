namespace Fw24.Local;

/// <summary>Options of a <see cref="LocalConsole"/>.</summary>
public sealed class LocalConsoleOptions
{
    /// <summary>The port on 127.0.0.1. Default: 0, a free one.</summary>
    public int Port { get; set; }

    /// <summary>
    /// Indicates whether the console runs the cloud as time passes. Default: no; somebody else runs it, or the console's buttons
    /// do. Turn it on for a cloud on a real clock (<see cref="LocalCloudOptions.Time"/>) that nothing else runs.
    /// </summary>
    public bool Run { get; set; }

    /// <summary>
    /// The moment of a <see cref="LocalScenario"/> at which the console opens: the number of events that have happened. Default:
    /// the end of its script.
    /// </summary>
    public long? Event { get; set; }

    /// <summary>The secret in the address, of whoever links to it before the console opens. Default: a random one.</summary>
    internal string? Token { get; set; }
}
