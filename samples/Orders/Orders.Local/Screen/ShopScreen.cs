using Spectre.Console;

namespace Orders.Local.Screen;

/// <summary>Creates the console that the program writes to.</summary>
internal static class ShopScreen
{
    private const int RedirectedWidth = 132;

    /// <summary>The terminal with its colours, or plain text without control codes if the output is redirected.</summary>
    public static IAnsiConsole Create() => Console.IsOutputRedirected ? Plain(Console.Out) : AnsiConsole.Console;

    /// <summary>A console for plain text without control codes.</summary>
    public static IAnsiConsole Plain(TextWriter writer)
    {
        var screen = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        screen.Profile.Width = RedirectedWidth;
        return screen;
    }
}
