using System.CommandLine;
using Fw24.Operations;
using Fw24.Tool.Commands;

namespace Fw24.Tool.Failures;

/// <summary>The options of a run over messages: its journal, and consent.</summary>
internal sealed class RunOptions
{
    private readonly JournalOption _journal;
    private readonly Option<bool> _yes = new("--yes") { Description = "Begins without asking." };

    private RunOptions(JournalOption journal) => _journal = journal;

    /// <summary>Creates the options and adds them to a command.</summary>
    public static RunOptions AddTo(Command command)
    {
        var options = new RunOptions(JournalOption.AddTo(command, "fw24.replay.jsonl"));
        command.Add(options._yes);
        return options;
    }

    /// <summary>Opens the journal.</summary>
    public ReplayJournal OpenJournal(ParseResult arguments, ToolConsole console) => _journal.Open(arguments, console);

    /// <summary>Asks whether to begin.</summary>
    public bool Confirm(ParseResult arguments, ToolConsole console, string question) => console.Confirm(question, arguments.GetValue(_yes));
}
