using System.Globalization;
using Fw24.Operations.Status;
using Fw24.Tool.Failures;
using Spectre.Console;

namespace Fw24.Tool.Status;

/// <summary>Shows a deployed app to people.</summary>
internal static class StatusScreen
{
    private const string None = "·";

    /// <summary>Shows the app: a table for each kind of resource, then a line for each finding.</summary>
    public static void Show(IAnsiConsole screen, AppState state)
    {
        ShowFunctions(screen, state.Functions);
        ShowQueues(screen, state.Queues);
        ShowTopics(screen, state.Topics);
        ShowTables(screen, state.Tables);
        ShowAlarms(screen, state.Alarms);
        ShowStacks(screen, state.Stacks);
        FindingLines.Show(screen, state);
        screen.MarkupLine(
            state.IsWell
                ? "[green]Nothing waits for an operator, and nothing has drifted.[/]"
                : "[red]Look at the marked lines.[/]");
    }

    private static void ShowFunctions(IAnsiConsole screen, IReadOnlyList<FunctionState> functions)
    {
        var rows = Rows("function", ["state", "last update", "mapping"], ["lag", "errors 1 h", "throttles 1 h", "gaps"]);
        foreach (var function in functions)
        {
            rows.AddRow(
                NameOf(function),
                Text(function.State),
                Text(function.LastUpdate),
                Text(function.Mapping?.State),
                LagOf(function.LagSeconds),
                Count(function.Errors),
                Count(function.Throttles),
                Count(function.Gaps?.Count));
        }

        screen.Write(rows);
    }

    private static void ShowQueues(IAnsiConsole screen, IReadOnlyList<QueueState> queues)
    {
        var rows = Rows("queue", [], ["visible", "in flight", "delayed"]);
        foreach (var queue in queues)
        {
            rows.AddRow(NameOf(queue), Count(queue.Visible), Count(queue.InFlight), Count(queue.Delayed));
        }

        screen.Write(rows);
    }

    private static void ShowTopics(IAnsiConsole screen, IReadOnlyList<TopicState> topics)
    {
        var rows = Rows("topic", [], ["subscriptions"]);
        foreach (var topic in topics)
        {
            rows.AddRow(NameOf(topic), Count(topic.Subscriptions));
        }

        screen.Write(rows);
    }

    private static void ShowTables(IAnsiConsole screen, IReadOnlyList<TableState> tables)
    {
        var rows = Rows("table", ["status"], ["items"]);
        foreach (var table in tables)
        {
            rows.AddRow(NameOf(table), Text(table.Status), Count(table.Items));
        }

        screen.Write(rows);
    }

    // An app has dozens of alarms: those that are OK are only counted.
    private static void ShowAlarms(IAnsiConsole screen, IReadOnlyList<AlarmState> alarms)
    {
        var counts = alarms.GroupBy(static alarm => alarm.State ?? "not known")
            .OrderBy(static group => group.Key, StringComparer.Ordinal)
            .Select(static group => $"{Count(group.Count())} {Text(group.Key)}");
        screen.MarkupLine($"alarms: {string.Join(", ", counts)}");
        var rows = Rows("alarm", ["state", "since"], []);
        foreach (var alarm in alarms.Where(static alarm => !alarm.IsWell && alarm.State is not null))
        {
            rows.AddRow(NameOf(alarm), Text(alarm.State), TimeOf(alarm.Since));
        }

        if (rows.Rows.Count > 0)
        {
            screen.Write(rows);
        }
    }

    private static void ShowStacks(IAnsiConsole screen, IReadOnlyList<StackState> stacks)
    {
        var rows = Rows("stack", ["status", "updated"], []);
        foreach (var stack in stacks)
        {
            rows.AddRow(NameOf(stack), Text(stack.Status), TimeOf(stack.UpdatedAt));
        }

        if (rows.Rows.Count > 0)
        {
            screen.Write(rows);
        }
    }

    private static Table Rows(string name, ReadOnlySpan<string> texts, ReadOnlySpan<string> numbers)
    {
        var rows = new Table().Border(TableBorder.Rounded).AddColumn(name);
        foreach (var text in texts)
        {
            rows.AddColumn(text);
        }

        foreach (var number in numbers)
        {
            rows.AddColumn(new TableColumn(number).RightAligned());
        }

        return rows;
    }

    private static string NameOf(ResourceState resource)
    {
        var color = resource.IsWell ? "default" : resource is { Problems: [], Drift: [] } ? "yellow" : "red";
        return $"[{color}]{FailureText.Of(resource.Name)}[/]";
    }

    private static string Text(string? text) => text is null ? "-" : FailureText.Of(text);

    private static string Count(long? count) => count switch
    {
        null => "-",
        0 => None,
        { } some => some.ToString("N0", CultureInfo.InvariantCulture),
    };

    private static string LagOf(double? seconds) => seconds is { } lag
        ? lag < 1 ? None : TimeSpan.FromSeconds(Math.Round(lag)).ToString("c", CultureInfo.InvariantCulture)
        : "-";

    private static string TimeOf(DateTimeOffset? time)
        => time is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "-";
}
