using System.CommandLine;
using Fw24.Tool.Apps;
using Fw24.Tool.Commands;
using Spectre.Console;

namespace Fw24.Tool.Audit;

/// <summary><c>fw24 who</c>: what an actor has changed, in all tables.</summary>
internal static class WhoCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var actor = new Argument<string>("ACTOR") { Description = "The actor: as [AuditActor] has it." };
        var since = TimeOption.Create("--since", "The earliest change:", console.Time);
        since.Required = true;
        var until = TimeOption.Create("--until", "The latest change; by default now:", console.Time, endOfDay: true);
        var tables = new Option<string[]>("--table") { Description = "Only this table; repeat it for several.", HelpName = "TABLE" };
        var last = NumberOption.Create("--last", "Shows so many changes, the latest first.", 100);
        var command = new Command("who", "Shows what an actor has changed, the latest first.") { actor, since, until, tables, last };
        var options = AppOptions.AddTo(command);
        command.Does(console, async (arguments, cancellationToken) =>
        {
            var app = options.Open(arguments);
            await using (app.ConfigureAwait(false))
            {
                var names = AskedTables.Of(console, app, arguments.GetValue(tables)!);
                var count = arguments.GetValue(last);
                var query = app.Audit.Changes(names)
                    .By(arguments.GetValue(actor)!)
                    .Between(arguments.GetValue(since)!.Value, arguments.GetValue(until) ?? console.Time.GetUtcNow())
                    .Descending();
                var records = await query.Take(count + 1).ToListAsync(cancellationToken).ConfigureAwait(false);
                var hasMore = records.Count > count;
                console.Write(
                    new { Actor = arguments.GetValue(actor), HasMore = hasMore, Records = RecordView.Json(records.Take(count)) },
                    screen =>
                    {
                        new RecordView(app.Model, hasItems: true).Show(screen, records.Take(count));
                        screen.MarkupLine(records.Count == 0 ? "[grey]no changes[/]" : hasMore ? "[grey]… and more: pass --last[/]" : "");
                    });
                return ExitCode.Done;
            }
        });
        return command;
    }
}
