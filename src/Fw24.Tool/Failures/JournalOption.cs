using System.CommandLine;
using Fw24.Operations;
using Fw24.Tool.Commands;

namespace Fw24.Tool.Failures;

/// <summary>The option that names the journal of replays.</summary>
internal sealed class JournalOption
{
    private readonly Option<string> _journal = new("--journal")
    {
        Description = "Stores the result of each message here before the message is deleted. "
            + "A run that was interrupted is continued with its journal.",
        HelpName = "FILE",
    };

    /// <summary>Creates the option and adds it to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="file">The journal without the option.</param>
    public static JournalOption AddTo(Command command, string file)
    {
        var option = new JournalOption();
        option._journal.DefaultValueFactory = _ => file;
        command.Add(option._journal);
        return option;
    }

    /// <summary>Opens the journal.</summary>
    public ReplayJournal Open(ParseResult arguments, ToolConsole console)
        => ReplayJournal.Open(Path.GetFullPath(arguments.GetValue(_journal)!), console.Time);
}
