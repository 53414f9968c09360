using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Fw24.Tool.Commands;

/// <summary>The outputs of the tool: a document for programs or a screen for people, and a place for errors and progress.</summary>
/// <param name="output">The standard output.</param>
/// <param name="error">The standard error.</param>
/// <param name="screen">The screen, which writes to the standard output.</param>
internal sealed class ToolConsole(TextWriter output, TextWriter error, IAnsiConsole screen)
{
    // Wide enough for a table that is piped into a file.
    private const int RedirectedWidth = 160;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Reads a line that answers a question; <see langword="null"/> if nobody can answer.</summary>
    public Func<string?>? Answer { get; init; }

    /// <summary>Indicates whether results are written as JSON.</summary>
    public bool IsJson { get; set; }

    /// <summary>The standard output, for streams of lines.</summary>
    public TextWriter Output => output;

    /// <summary>Creates the console of this process.</summary>
    public static ToolConsole OfProcess()
    {
        var screen = System.Console.IsOutputRedirected
            ? AnsiConsole.Create(new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(System.Console.Out),
            })
            : AnsiConsole.Console;
        if (System.Console.IsOutputRedirected)
        {
            screen.Profile.Width = RedirectedWidth;
        }

        return new ToolConsole(System.Console.Out, System.Console.Error, screen)
        {
            Answer = System.Console.IsInputRedirected ? null : System.Console.ReadLine,
        };
    }

    /// <summary>Converts DynamoDB JSON to a part of a result.</summary>
    /// <param name="json">The JSON; empty for <see langword="null"/>.</param>
    public static JsonNode? Raw(ReadOnlyMemory<byte> json) => json.IsEmpty ? null : JsonNode.Parse(json.Span);

    /// <summary>Writes a command's result.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="result">The result, as it is written for programs.</param>
    /// <param name="show">Shows it to people.</param>
    public void Write<T>(T result, Action<IAnsiConsole> show)
    {
        if (IsJson)
        {
            output.WriteLine(JsonSerializer.Serialize(result, s_json));
            return;
        }

        show(screen);
    }

    /// <summary>Writes an error.</summary>
    /// <param name="message">The message: the thing and the remedy.</param>
    public void Error(string message) => error.WriteLine($"{ToolCommand.Name}: {message}");

    /// <summary>Writes a line about the progress of a long command.</summary>
    /// <param name="message">The line.</param>
    public void Progress(string message) => error.WriteLine(message);

    /// <summary>Asks whether to go on, unless the command line has answered.</summary>
    /// <param name="question">The question.</param>
    /// <param name="yes">The option <c>--yes</c>.</param>
    /// <returns><see langword="true"/> to go on.</returns>
    /// <exception cref="ToolException">Nobody can answer.</exception>
    public bool Confirm(string question, bool yes)
    {
        if (yes)
        {
            return true;
        }

        if (Answer is null || IsJson)
        {
            throw new ToolException($"{question} Nobody can answer here: pass --yes.");
        }

        error.Write($"{question} [y/N] ");
        return Answer()?.Trim() is "y" or "Y" or "yes";
    }
}
