using System.CommandLine;
using System.Globalization;
using Fw24.Local;
using Fw24.Operations;
using Fw24.Tool.Commands;
using Spectre.Console;

namespace Fw24.Tool.Status;

/// <summary><c>fw24 status</c>: the queues and tables of a deployed app at a glance, and what is not as the manifest says.</summary>
internal static class StatusCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var command = new Command(
            "status", "Shows the queues and tables of a deployed app, what waits for an operator, and what is not as the manifest says.");
        var options = ManifestOptions.AddTo(command);
        command.Does(console, async (arguments, cancellationToken) =>
        {
            var (manifest, stage) = (options.Read(arguments), options.StageOf(arguments));
            var topology = LocalTopology.FromManifest(manifest, stage);
            var kept = FailureQueues.FromManifest(manifest, stage).Select(static queue => queue.Name).ToHashSet(StringComparer.Ordinal);
            var queues = await QueuesAsync(topology, kept, cancellationToken).ConfigureAwait(false);
            var tables = await TablesAsync(topology, cancellationToken).ConfigureAwait(false);
            var isWell = queues.All(static queue => queue is { Drift: [], Keeps: false } or { Drift: [], Visible: 0, InFlight: 0 })
                && tables.All(static table => table.Drift is []);
            console.Write(
                new { IsWell = isWell, Queues = queues, Tables = tables },
                screen =>
                {
                    ShowQueues(screen, queues);
                    ShowTables(screen, tables);
                    ShowDrift(screen, queues, tables);
                    screen.MarkupLine(
                        isWell ? "[green]Nothing waits for an operator, and nothing has drifted.[/]" : "[red]Look at the marked lines.[/]");
                });
            return isWell ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static async Task<QueueState[]> QueuesAsync(LocalTopology topology, HashSet<string> kept, CancellationToken cancellationToken)
    {
        using var inspection = new QueueInspection();
        return await Task.WhenAll(
            topology.Queues.Select(queue => inspection.ReadAsync(queue, kept.Contains(queue.Name), cancellationToken)))
            .ConfigureAwait(false);
    }

    private static async Task<TableState[]> TablesAsync(LocalTopology topology, CancellationToken cancellationToken)
    {
        using var inspection = new TableInspection();
        return await Task.WhenAll(topology.Tables.Select(table => inspection.ReadAsync(table, cancellationToken))).ConfigureAwait(false);
    }

    private static void ShowQueues(IAnsiConsole screen, IReadOnlyList<QueueState> queues)
    {
        var rows = new Table().Border(TableBorder.Rounded).AddColumn("queue");
        foreach (var name in new[] { "visible", "in flight", "delayed" })
        {
            rows.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (var queue in queues)
        {
            var color = queue is { Keeps: true, Visible: > 0 } or { Keeps: true, InFlight: > 0 } ? "red" : "default";
            rows.AddRow($"[{color}]{queue.Name.EscapeMarkup()}[/]", Count(queue.Visible), Count(queue.InFlight), Count(queue.Delayed));
        }

        screen.Write(rows);
    }

    private static void ShowTables(IAnsiConsole screen, IReadOnlyList<TableState> tables)
    {
        var rows = new Table().Border(TableBorder.Rounded).AddColumns("table", "status").AddColumn(new TableColumn("items").RightAligned());
        foreach (var table in tables)
        {
            rows.AddRow(table.Name.EscapeMarkup(), table.Status.EscapeMarkup(), table.Items.ToString("N0", CultureInfo.InvariantCulture));
        }

        screen.Write(rows);
    }

    private static void ShowDrift(IAnsiConsole screen, IReadOnlyList<QueueState> queues, IReadOnlyList<TableState> tables)
    {
        var drift = queues.SelectMany(static queue => queue.Drift.Select(text => (queue.Name, Text: text)))
            .Concat(tables.SelectMany(static table => table.Drift.Select(text => (table.Name, Text: text))));
        foreach (var (name, text) in drift)
        {
            screen.MarkupLine($"[red]{name.EscapeMarkup()}:[/] {text.EscapeMarkup()}");
        }
    }

    private static string Count(int count) => count == 0 ? "·" : count.ToString("N0", CultureInfo.InvariantCulture);
}
