using System.CommandLine;
using Fw24.Operations;
using Fw24.Tool.Commands;

namespace Fw24.Tool.Failures;

/// <summary>The options of a run over messages: its journal, its rate, and consent.</summary>
internal sealed class RunOptions
{
    private readonly Option<string> _journal = new("--journal")
    {
        Description = "Stores the result of each message here before the message is deleted. "
            + "A run that was interrupted is continued with its journal.",
        HelpName = "FILE",
        DefaultValueFactory = static _ => "fw24.replay.jsonl",
    };

    private readonly Option<bool> _yes = new("--yes") { Description = "Begins without asking." };

    /// <summary>Creates the options and adds them to a command.</summary>
    public static RunOptions AddTo(Command command)
    {
        var options = new RunOptions();
        command.Add(options._journal);
        command.Add(options._yes);
        return options;
    }

    /// <summary>Opens the journal.</summary>
    public ReplayJournal OpenJournal(ParseResult arguments, ToolConsole console)
        => ReplayJournal.Open(Path.GetFullPath(arguments.GetValue(_journal)!), console.Time);

    /// <summary>Asks whether to begin.</summary>
    public bool Confirm(ParseResult arguments, ToolConsole console, string question) => console.Confirm(question, arguments.GetValue(_yes));
}
