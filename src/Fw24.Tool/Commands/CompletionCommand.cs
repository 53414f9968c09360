using System.CommandLine;

namespace Fw24.Tool.Commands;

/// <summary><c>fw24 completion</c>: prints what makes a shell complete the tool's commands and options.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _fw24() {
          local IFS=$'\n'
          COMPREPLY=($(fw24 "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null))
        }
        complete -o default -F _fw24 fw24
        """;

    private const string Zsh = """
        _fw24() {
          local -a words
          words=("${(@f)$(fw24 "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
          (( ${#words} )) && compadd -a words || _files
        }
        compdef _fw24 fw24
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName fw24 -ScriptBlock {
          param($word, $ast, $position)
          fw24 "[suggest:$position]" "$ast" 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }
        """;

    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var shell = new Argument<string>("SHELL") { Description = "The shell: bash, zsh or pwsh." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "pwsh");
        var command = new Command("completion", "Prints what makes a shell complete commands and options: source <(fw24 completion bash)")
        {
            shell,
        };
        command.Does(console, (arguments, _) =>
        {
            var script = arguments.GetValue(shell) switch { "bash" => Bash, "zsh" => Zsh, _ => PowerShell };
            console.Write(new { Script = script }, _ => console.Output.WriteLine(script));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
