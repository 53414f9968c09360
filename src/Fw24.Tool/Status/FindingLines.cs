using Fw24.Operations.Status;
using Fw24.Tool.Failures;
using Spectre.Console;

namespace Fw24.Tool.Status;

/// <summary>Shows what an inspection found, a line for each finding.</summary>
internal static class FindingLines
{
    // Reasons of alarms contain values and times; the names of all functions fit.
    private const int MaxLength = 2000;

    /// <summary>Shows the findings: problems and drift by resource, then what is not known, once for all resources.</summary>
    public static void Show(IAnsiConsole screen, AppState state)
    {
        foreach (var resource in state.Resources)
        {
            foreach (var text in resource.Problems.Concat(resource.Drift))
            {
                screen.MarkupLine($"[red]{Text(resource.Name)}:[/] {Text(text)}");
            }
        }

        // One missing right concerns many resources.
        var unknown = state.Resources
            .SelectMany(static resource => resource.NotKnown.Select(text => (resource.Name, Text: text)))
            .GroupBy(static one => one.Text, static one => one.Name, StringComparer.Ordinal);
        foreach (var fact in unknown)
        {
            screen.MarkupLine($"[yellow]not known:[/] {Text(fact.Key)} of {Text(string.Join(", ", fact))}");
        }

        foreach (var note in state.Notes)
        {
            screen.MarkupLine($"[grey]{Text(note)}[/]");
        }
    }

    private static string Text(string text) => FailureText.Of(text, MaxLength);
}
