using Fw24.Console.Components;
using Fw24.Console.Deployed;
using Fw24.Console.Parts;
using Fw24.Operations.Status;
using Microsoft.AspNetCore.Components;

namespace Fw24.Console.Pages;

/// <summary>The resources of a deployed app, what waits for an operator, and what has drifted.</summary>
public sealed partial class StatusPage
{
    private const string NotKnown = "not known";

    private static readonly string[] s_functions = ["State", "Last update", "Event source", "Lag", "Errors", "Throttles", "Gaps"];
    private static readonly string[] s_alarms = ["State", "Since"];
    private static readonly string[] s_queues = ["Visible", "In flight", "Delayed"];
    private static readonly string[] s_topics = ["Subscriptions"];
    private static readonly string[] s_tables = ["State", "Items"];
    private static readonly string[] s_stacks = ["State", "Updated", "Template"];

    [Inject]
    private DeployedStatus Status { get; set; } = null!;

    // What does not work first, then what differs, then what nobody could tell.
    private static IEnumerable<(string Name, string Kind, string Text)> FindingsOf(AppState state) =>
    [
        .. state.Resources.SelectMany(static one => one.Problems.Select(text => (one.Name, "problem", text))),
        .. state.Resources.SelectMany(static one => one.Drift.Select(text => (one.Name, "drift", text))),
        .. state.Resources.SelectMany(static one => one.NotKnown.Select(text => (one.Name, NotKnown, text))),
    ];

    private static ResourceRow RowOf(FunctionState function) => ResourceRow.Of(
        function,
        function.State,
        function.LastUpdate,
        function.Mapping?.State,
        function.LagSeconds is { } lag ? Show.Duration(TimeSpan.FromSeconds(lag)) : null,
        CountOf(function.Errors),
        CountOf(function.Throttles),
        function.Gaps is { } gaps ? $"{(gaps.IsExact ? "" : "≈ ")}{Show.Count(gaps.Count)}" : null);

    private static ResourceRow RowOf(AlarmState alarm) => ResourceRow.Of(alarm, alarm.State, TimeOf(alarm.Since));

    private static ResourceRow RowOf(QueueState queue)
        => ResourceRow.Of(queue, CountOf(queue.Visible), CountOf(queue.InFlight), CountOf(queue.Delayed));

    private static ResourceRow RowOf(TopicState topic) => ResourceRow.Of(topic, CountOf(topic.Subscriptions));

    private static ResourceRow RowOf(TableState table) => ResourceRow.Of(table, table.Status, CountOf(table.Items));

    private static ResourceRow RowOf(StackState stack)
        => ResourceRow.Of(stack, stack.Status, TimeOf(stack.UpdatedAt), stack.IsCompared ? "compared" : "not compared");

    private static string? CountOf(long? count) => count is { } known ? Show.Count(known) : null;

    private static string? TimeOf(DateTimeOffset? time) => time is { } known ? Show.Second(known) : null;
}
