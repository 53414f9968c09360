using System.Globalization;
using Fw24.Operations;
using Fw24.Operations.Journals;
using Fw24.Tool.Commands;
using Spectre.Console;

namespace Fw24.Tool.Failures;

/// <summary>Reports the outcomes of a run while it runs, and its journal's summary at the end.</summary>
internal sealed class RunReport(ToolConsole console)
{
    private readonly List<FailureOutcome> _outcomes = [];

    /// <summary>Adds the outcome of a message.</summary>
    public void Add(FailureOutcome outcome)
    {
        _outcomes.Add(outcome);
        if (!console.IsJson)
        {
            console.Progress(string.Create(
                CultureInfo.InvariantCulture, $"{_outcomes.Count:N0}: {outcome.MessageId} {JournalLine.TextOf(outcome.Result)}"));
        }
    }

    /// <summary>Writes the result of a run.</summary>
    /// <param name="summary">The journal's summary.</param>
    /// <returns>The exit code: failed if anything of the journal is left, or was parked again now.</returns>
    public int Write(ReplaySummary summary)
    {
        var isDone = summary.IsDone && _outcomes.TrueForAll(static outcome => outcome.Result is not FailureResult.Parked);
        var counts = Enum.GetValues<FailureResult>()
            .Select(result => (Result: JournalLine.TextOf(result), Count: summary.Count(result)))
            .Where(static one => one.Count > 0)
            .ToList();
        console.Write(
            new
            {
                Outcomes = _outcomes.Select(static outcome => new
                {
                    Id = outcome.MessageId,
                    outcome.Queue,
                    outcome.Function,
                    outcome.Item,
                    Result = JournalLine.TextOf(outcome.Result),
                    outcome.Reason,
                    outcome.IsDeleted,
                }),
                Journal = counts.ToDictionary(static one => one.Result, static one => one.Count),
                summary.NotDeleted,
                IsDone = isDone,
            },
            screen => Show(screen, summary, counts));
        return isDone ? ExitCode.Done : ExitCode.Failed;
    }

    private void Show(IAnsiConsole screen, ReplaySummary summary, List<(string Result, int Count)> counts)
    {
        if (_outcomes.Count == 0)
        {
            screen.MarkupLine("[grey]no visible message is selected[/]");
        }
        else
        {
            var table = new Table { Border = TableBorder.Rounded }.AddColumns("message", "function", "item", "result", "reason");
            foreach (var outcome in _outcomes)
            {
                table.AddRow(
                    FailureText.Of(outcome.MessageId, 120),
                    FailureText.Of(outcome.Function, 60),
                    FailureText.Of(outcome.Item, 40),
                    $"{JournalLine.TextOf(outcome.Result)}{(outcome.IsDeleted ? ", deleted" : "")}",
                    FailureText.Of(outcome.Reason));
            }

            screen.Write(table);
        }

        if (counts.Count > 0)
        {
            var all = string.Join(
                ", ", counts.Select(static one => string.Create(CultureInfo.InvariantCulture, $"{one.Count:N0} {one.Result}")));
            screen.MarkupLine($"[bold]All of the journal:[/] {all}");
        }

        if (summary.NotDeleted > 0)
        {
            screen.MarkupLine(string.Create(
                CultureInfo.InvariantCulture,
                $"[grey]{summary.NotDeleted:N0} done, but perhaps not deleted: the next run with this journal deletes what is "
                + $"left of them[/]"));
        }
    }
}
