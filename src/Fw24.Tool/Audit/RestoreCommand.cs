using System.CommandLine;
using Fw24.Operations.Restores;
using Fw24.Operations.Texts;
using Fw24.Tool.Apps;
using Fw24.Tool.Commands;
using Spectre.Console;

namespace Fw24.Tool.Audit;

/// <summary><c>fw24 restore</c>: brings an item back to what it was at a time, or takes back one change; after a preview.</summary>
internal static class RestoreCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var command = new Command(
            "restore",
            "Brings an item back to what it was at a time, or takes back one of its changes. Shows what it would write, and asks.");
        var item = ItemArguments.AddTo(command);
        var at = TimeOption.Create("--at", "The time that the item is brought back to:", console.Time, endOfDay: true);
        var undo = new Option<string?>("--undo")
        {
            Description = "The event id of the change to take back, as fw24 trail --json shows it.",
            HelpName = "EVENT-ID",
        };
        var actor = new Option<string?>("--as") { Description = "The actor of the write, which the audit records.", HelpName = "ACTOR" };
        var reason = new Option<string?>("--because")
        {
            Description = "The reason of the write, which the audit records.",
            HelpName = "TEXT",
        };
        var yes = new Option<bool>("--yes") { Description = "Writes without asking." };
        var preview = new Option<bool>("--preview") { Description = "Only shows what it would write." };
        command.Add(at);
        command.Add(undo);
        command.Add(actor);
        command.Add(reason);
        command.Add(yes);
        command.Add(preview);
        var options = AppOptions.AddTo(command);
        command.Validators.Add(result =>
        {
            if ((result.GetResult(at) is null) == (result.GetResult(undo) is null))
            {
                result.AddError("Pass either --at or --undo.");
            }

            if (result.GetResult(yes) is not null && result.GetResult(preview) is not null)
            {
                result.AddError("--preview writes nothing: pass it without --yes.");
            }
        });
        command.Does(console, async (arguments, cancellationToken) =>
        {
            var app = options.Open(arguments);
            await using (app.ConfigureAwait(false))
            {
                var named = item.Of(arguments, app.Model);
                var restore = new ItemRestoring(
                    app.Audit, app, named.Entity, named.Key, arguments.GetValue(at), arguments.GetValue(undo));
                var plan = await restore.PlanAsync(cancellationToken).ConfigureAwait(false);
                var writes = plan.Refusal is null && plan.Operation is not ChangeOperations.None && !arguments.GetValue(preview);
                if (!console.IsJson)
                {
                    Show(console, named, plan, isWritten: false);
                }

                if (writes)
                {
                    if (!console.Confirm("Write this?", arguments.GetValue(yes)))
                    {
                        return ExitCode.Failed;
                    }

                    await plan.ApplyAsync(arguments.GetValue(actor), arguments.GetValue(reason), cancellationToken).ConfigureAwait(false);
                    console.Progress("Written.");
                }

                if (console.IsJson)
                {
                    Show(console, named, plan, writes);
                }

                return plan.Refusal is null ? ExitCode.Done : ExitCode.Failed;
            }
        });
        return command;
    }

    private static void Show(ToolConsole console, NamedItem item, RestorePlan plan, bool isWritten) => console.Write(
        new
        {
            Entity = item.Entity.Name,
            Key = ToolConsole.Raw(item.Key.Json),
            plan.Operation,
            plan.Refusal,
            IsWritten = isWritten,
            Changes = RecordView.Json(plan.Changes),
            plan.Left,
        },
        screen =>
        {
            screen.MarkupLine(
                $"[bold]{item.Entity.Name.EscapeMarkup()}[/] {ItemText.OfKey(item.Key).EscapeMarkup()}: "
                + $"{(plan.Refusal is null ? Deed(plan.Operation) : "[red]cannot be restored[/]")}");
            RecordView.ShowChanges(screen, plan.Changes);
            foreach (var left in plan.Left)
            {
                screen.MarkupLine($"[grey]stays as it is: {left.Name.EscapeMarkup()} ({left.Reason})[/]");
            }

            if (plan.Refusal is { } refusal)
            {
                screen.MarkupLine($"[red]Refused:[/] {refusal.EscapeMarkup()}");
            }
        });

    private static string Deed(ChangeOperations operation) => operation switch
    {
        ChangeOperations.Insert => "[green]would be put again[/]",
        ChangeOperations.Remove => "[red]would be deleted[/]",
        ChangeOperations.Modify => "[yellow]would be changed[/]",
        _ => "is as it was",
    };
}
