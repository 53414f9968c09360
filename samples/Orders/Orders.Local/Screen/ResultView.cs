using System.Globalization;
using Fw24.Local;
using Spectre.Console;

namespace Orders.Local.Screen;

/// <summary>Shows the result of a run: a few trails, the counts of the flow, and any deviations.</summary>
internal static class ResultView
{
    public static void Write(IAnsiConsole screen, RunResult result)
    {
        screen.WriteLine();
        var view = new TrailView(screen);
        foreach (var trail in Highlights.Of(result.Trails))
        {
            view.Write(trail);
        }

        screen.Write(Flow(result));
        screen.MarkupLine(Summary(result).EscapeMarkup());
        screen.WriteLine();
        foreach (var difference in result.Differences.Take(20))
        {
            screen.MarkupLineInterpolated($"[red]✗ {difference}[/]");
        }

        if (result.Differences.Count > 20)
        {
            screen.MarkupLineInterpolated($"[red]… and {result.Differences.Count - 20} more[/]");
        }
    }

    private static Table Flow(RunResult result)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey).Title("[bold]What became of every change[/]").AddColumn("");
        var flows = result.Tables.OrderByDescending(static flow => flow.Writes).ToList();
        foreach (var flow in flows)
        {
            table.AddColumn(new TableColumn($"[bold]{flow.Table.EscapeMarkup()}[/]").RightAligned());
        }

        table.AddColumn(new TableColumn("[bold]total[/]").RightAligned());
        AddStage(table, "writes", flows.Select(static flow => flow.Writes));
        AddStage(table, "changes in the stream", flows.Select(static flow => flow.Changes));
        AddStage(table, "published to the topic", flows.Select(static flow => flow.Published));
        foreach (var handler in result.Handled)
        {
            AddStage(table, $"handled by {handler.Handler}", flows.Select(flow => flow.Table == handler.Table ? handler.Changes : 0));
        }

        AddStage(table, "audited", flows.Select(static flow => flow.Audited));
        table.AddRow(["[grey]in[/]", .. flows.Select(static flow => $"[grey]{flow.AuditedTo.EscapeMarkup()}[/]"), ""]);
        if (result.Parked > 0)
        {
            table.AddRow(["parked as poison", .. flows.Select(static _ => ""), $"[bold]{Number(result.Parked)}[/]"]);
        }

        return table;
    }

    private static void AddStage(Table table, string stage, IEnumerable<int> counts)
    {
        int[] all = [.. counts];
        table.AddRow([stage.EscapeMarkup(), .. all.Select(Number), $"[bold]{Number(all.Sum())}[/]"]);
    }

    private static string Number(int count) => count is 0 ? "[grey]·[/]" : count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Days(TimeSpan time) => time.TotalDays < 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:N0} days of the shop's life ");

    private static string Summary(RunResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Mails:N0} mails{Repetitions(result.Report)}; {Days(result.CloudTime)}took {result.Elapsed.TotalSeconds:N1} s.");

    private static string Repetitions(LocalReport? report) => report is null ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $", {report.Redelivered:N0} redeliveries, {report.RetriedRecords:N0} retried records, {report.Faults:N0} faults");
}
