using System.CommandLine;
using Fw24.Audit;
using Fw24.Operations.Texts;
using Fw24.Tool.Apps;
using Fw24.Tool.Commands;
using Spectre.Console;

namespace Fw24.Tool.Audit;

/// <summary><c>fw24 trail</c>: the changes of an item, what it was at a time, and what differs since.</summary>
internal static class TrailCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var command = new Command("trail", "Shows who changed an item, what it was at a time, and what of that is not known.");
        var item = ItemArguments.AddTo(command);
        var at = TimeOption.Create("--at", "Shows the item as it was at the end of that second:", console.Time, endOfDay: true);
        var difference = new Option<bool>("--diff") { Description = "Shows what differs between --at and --to, instead of the item." };
        var to = TimeOption.Create("--to", "The second time of --diff; by default after the last record:", console.Time, endOfDay: true);
        var last = NumberOption.Create("--last", "Shows only so many changes, the latest ones.");
        command.Add(at);
        command.Add(difference);
        command.Add(to);
        command.Add(last);
        var options = AppOptions.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(at) is null && (result.GetResult(difference) is not null || result.GetResult(to) is not null))
            {
                result.AddError("--diff and --to compare with a time: pass --at.");
            }

            if (result.GetResult(to) is not null && result.GetResult(difference) is null)
            {
                result.AddError("--to is the second time of --diff: pass --diff.");
            }
        });
        command.Does(console, async (arguments, cancellationToken) =>
        {
            var app = options.Open(arguments);
            await using (app.ConfigureAwait(false))
            {
                var named = item.Of(arguments, app.Model);
                var trail = app.Audit.Of(named.Entity.Name, named.Key);
                return arguments.GetValue(at) is not { } time
                    ? await ShowChangesAsync(console, app, named, trail, arguments.GetValue(last), cancellationToken).ConfigureAwait(false)
                    : arguments.GetValue(difference)
                        ? await ShowDifferenceAsync(console, trail, time, arguments.GetValue(to), cancellationToken).ConfigureAwait(false)
                        : await ShowStateAsync(console, trail, time, cancellationToken).ConfigureAwait(false);
            }
        });
        return command;
    }

    private static async Task<int> ShowChangesAsync(
        ToolConsole console, OpenApp app, NamedItem item, ItemTrail trail, int? last, CancellationToken cancellationToken)
    {
        var query = trail.Changes();
        var records = last is { } count
            ? Enumerable.Reverse(await query.Descending().Take(count).ToListAsync(cancellationToken).ConfigureAwait(false)).ToList()
            : await query.ToListAsync(cancellationToken).ConfigureAwait(false);
        var report = await trail.ReportAsync(cancellationToken).ConfigureAwait(false);
        var unknown = report.Unknown.Select(static span => new { span.From, span.To, span.Reason });
        console.Write(
            new
            {
                Entity = item.Entity.Name,
                Table = item.Table.Name,
                Key = ToolConsole.Raw(item.Key.Json),
                report.IsWhole,
                report.HasBeginning,
                report.IsAtEnd,
                Unknown = unknown,
                Conflicts = report.Conflicts.Select(static record => record.EventId),
                Records = RecordView.Json(records),
            },
            screen =>
            {
                var title = $"[bold]{item.Entity.Name.EscapeMarkup()}[/] {ItemText.OfKey(item.Key).EscapeMarkup()}";
                screen.Write(new Rule($"{title} [grey]in {item.Table.Name.EscapeMarkup()}[/]").LeftJustified().RuleStyle("grey"));
                new RecordView(app.Model, hasItems: false).Show(screen, records);
                screen.MarkupLine(Verdict(report));
                foreach (var span in report.Unknown)
                {
                    screen.MarkupLine($"[yellow]Not known[/] {Time(span.From)} – {Time(span.To)}: {span.Reason.EscapeMarkup()}");
                }

                foreach (var conflict in report.Conflicts)
                {
                    screen.MarkupLine($"[red]Contradicts another record of the same change:[/] {conflict.EventId.EscapeMarkup()}");
                }
            });
        return records.Count > 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<int> ShowStateAsync(
        ToolConsole console, ItemTrail trail, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var state = await trail.StateAsync(at, cancellationToken).ConfigureAwait(false);
        console.Write(
            new
            {
                state.At,
                Key = ToolConsole.Raw(state.Key.Json),
                state.Knowledge,
                state.Reason,
                Item = ToolConsole.Raw(state.Audited.Known.Json),
                state.NotShown,
            },
            screen =>
            {
                screen.MarkupLine($"[bold]{Knowledge(state)}[/] [grey]at {Time(state.At)}[/]");
                RecordView.ShowChanges(screen, AuditedChange.Between(default, state.Audited.Known, []));
                if (state.NotShown.Count > 0)
                {
                    screen.MarkupLine($"[grey]not shown by any record: {string.Join(", ", state.NotShown).EscapeMarkup()}[/]");
                }

                if (state.Reason is { } reason)
                {
                    screen.MarkupLine($"[yellow]{reason.EscapeMarkup()}[/]");
                }
            });
        return state.Knowledge is ItemKnowledge.Whole or ItemKnowledge.Absent ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<int> ShowDifferenceAsync(
        ToolConsole console, ItemTrail trail, DateTimeOffset from, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        var difference = await trail.DifferenceAsync(from, to, cancellationToken).ConfigureAwait(false);
        console.Write(
            new
            {
                From = from,
                To = to,
                Old = difference.Old.Knowledge,
                New = difference.New.Knowledge,
                Changes = RecordView.Json(difference.Changes),
                difference.NotKnown,
            },
            screen =>
            {
                screen.MarkupLine($"{Time(from)}: [bold]{Knowledge(difference.Old)}[/]  {Time(to)}: [bold]{Knowledge(difference.New)}[/]");
                RecordView.ShowChanges(screen, difference.Changes);
                if (difference.Changes.Count == 0)
                {
                    screen.MarkupLine("[grey]no difference that the audit shows[/]");
                }

                if (difference.NotKnown.Count > 0)
                {
                    screen.MarkupLine($"[yellow]not known at one of the times:[/] {string.Join(", ", difference.NotKnown).EscapeMarkup()}");
                }
            });
        return difference.NotKnown.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Verdict(TrailReport report) => report switch
    {
        { Records: 0 } => "[yellow]No records: no such item was audited. The key is written as the table stores it.[/]",
        { IsWhole: true, IsAtEnd: true }
            => $"[green]The trail is whole: {ItemText.Count(report.Records, "record")}, up to the item as it is.[/]",
        { IsWhole: true } => $"[green]The trail is whole, as far as records show: {ItemText.Count(report.Records, "record")}.[/]",
        { IsAtEnd: false } => "[yellow]The item is not as its last record left it: records are missing, or on their way.[/]",
        _ => "[yellow]The trail is not whole.[/]",
    };

    private static string Knowledge(ItemState state) => state.Knowledge switch
    {
        ItemKnowledge.Whole => "the item",
        ItemKnowledge.Absent => "no item",
        ItemKnowledge.Partial => "part of the item",
        _ => "not known",
    };

    private static string Time(DateTimeOffset? time) => time is null || time == DateTimeOffset.MaxValue
        ? "now"
        : ItemText.OfTime(time.Value);
}
