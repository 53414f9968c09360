using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;
using Fw24.Tool.Audit;
using Fw24.Tool.Costs;
using Fw24.Tool.Dev;
using Fw24.Tool.Failures;
using Fw24.Tool.Status;

namespace Fw24.Tool.Commands;

/// <summary>The tool's command line.</summary>
internal static class ToolCommand
{
    /// <summary>The tool's name.</summary>
    public const string Name = "fw24";

    // A replay releases its messages when it is cancelled, and fw24 dev waits for its processes.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private static readonly Option<bool> s_json = new("--json")
    {
        Description = "Writes the result as a JSON document, for programs.",
        Recursive = true,
    };

    /// <summary>Runs a command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="console">The outputs.</param>
    /// <returns>The exit code: see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, ToolConsole console)
    {
        var parsed = Create(console).Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var message in parsed.Errors.Select(static error => error.Message).Distinct())
            {
                console.Error(message);
            }

            console.Error($"Run: {string.Join(' ', PathOf(parsed.CommandResult).Reverse())} --help");
            return ExitCode.Usage;
        }

        console.IsJson = parsed.GetValue(s_json);
        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = s_patience,
        };
        try
        {
            return await parsed.InvokeAsync(invocation).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsOfTheCommandLine(exception))
        {
            // A directive's, such as [suggest:x]: a command prints its own errors.
            console.Error(Explain(exception));
            return ExitCode.Usage;
        }
    }

    /// <summary>Sets what a command does. Errors of the user's and of AWS are printed, not thrown.</summary>
    /// <param name="command">The command.</param>
    /// <param name="console">The outputs.</param>
    /// <param name="action">The action, which returns the exit code.</param>
    [SuppressMessage("Design", "CA1031", Justification = "A person at a terminal needs the message of any error, and no stack trace.")]
    public static void Does(this Command command, ToolConsole console, Func<ParseResult, CancellationToken, Task<int>> action)
        => command.SetAction(async (arguments, cancellationToken) =>
        {
            try
            {
                return await action(arguments, cancellationToken).ConfigureAwait(false);
            }
            catch (ToolException exception)
            {
                console.Error(exception.Message);
                return ExitCode.Usage;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                console.Error("Cancelled.");
                return ExitCode.Failed;
            }
            catch (Exception exception) when (IsOfTheCommandLine(exception))
            {
                console.Error(Explain(exception));
                return ExitCode.Usage;
            }
            catch (Exception exception)
            {
                console.Error(Explain(exception));
                return ExitCode.Failed;
            }
        });

    private static IEnumerable<string> PathOf(CommandResult result)
    {
        for (SymbolResult? one = result; one is CommandResult command; one = one.Parent)
        {
            yield return command.Parent is null ? Name : command.Command.Name;
        }
    }

    private static RootCommand Create(ToolConsole console)
    {
        var root = CreateRoot(console);
        foreach (var command in FailureCommands.Create(console))
        {
            root.Add(command);
        }

        return root;
    }

    private static RootCommand CreateRoot(ToolConsole console) => new(
        "Operates a Fw24 app: asks its audit, repairs its items, replays what its functions gave up on. Credentials, region and endpoints "
        + "are those of the AWS SDK: its variables, profiles and roles.")
    {
        s_json,
        new DevCommand(console),
        TrailCommand.Create(console),
        WhoCommand.Create(console),
        RestoreCommand.Create(console),
        ExportCommand.Create(console),
        EraseCommand.Create(console),
        new VerifyCommand(console),
        BackfillCommand.Create(console),
        StatusCommand.Create(console),
        ConsoleCommand.Create(console),
        CostCommand.Create(console),
        CompletionCommand.Create(console),
    };

    private static string Explain(Exception exception) => exception switch
    {
        // The SDK does not say where a region comes from.
        AmazonClientException when exception.Message.Contains("RegionEndpoint", StringComparison.Ordinal)
            => "There is no region: set AWS_REGION, or AWS_PROFILE to a profile that has one.",
        AmazonClientException when exception.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase)
            => "There are no credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
        ArgumentException { ParamName: { } name } => exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal),
        _ => exception.Message,
    };

    // What the command line named is not what it must be: a job's name, a table's handler, a manifest.
    private static bool IsOfTheCommandLine(Exception exception)
        => exception is ArgumentException or InvalidDataException or FormatException;
}
