using System.CommandLine;
using System.Globalization;
using Fw24.Tool.Apps;
using Fw24.Tool.Commands;
using Spectre.Console;

namespace Fw24.Tool.Audit;

/// <summary><c>fw24 backfill</c>: delivers the items of a table to an audit or a handler that is newer than they are.</summary>
internal static class BackfillCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var table = new Argument<string>("TABLE") { Description = "The table, by its name in the model." };
        var job = new Option<string>("--job")
        {
            Description = "The job's name: another one for each job of a table.",
            HelpName = "NAME",
            Required = true,
        };
        var snapshots = new Option<BackfillSnapshots>("--snapshots")
        {
            Description = "The items of which the audit records a snapshot: Missing for those whose trail has no beginning.",
        };
        var handler = new Option<string?>("--handler")
        {
            Description = "The handler that receives the items as if they were created.",
            HelpName = "HANDLER",
        };
        var rate = NumberOption.Create("--rate", "Marks so many items in a second.", 1_000);
        var segments = NumberOption.Create("--segments", "Reads so many parts of the table side by side.", 4);
        var state = new Option<FileInfo?>("--state")
        {
            Description = "Keeps the job's progress here: run the same command again to go on after an interruption.",
            HelpName = "FILE",
        };
        job.NotBlank();
        var yes = new Option<bool>("--yes") { Description = "Begins without asking." };
        var command = new Command(
            "backfill",
            "Delivers the items that a table has already to its audit or to a new handler, while the table is written as always.")
        {
            table, job, snapshots, handler, rate, segments, state, yes,
        };
        var options = AppOptions.AddTo(command);
        command.Does(console, async (arguments, cancellationToken) =>
        {
            var app = options.Open(arguments);
            await using (app.ConfigureAwait(false))
            {
                var model = app.TableNamed(arguments.GetValue(table)!);
                var backfill = new ItemBackfill(app.Store, app.Model, model.Name, arguments.GetValue(job)!, console.Time)
                {
                    Snapshots = arguments.GetValue(snapshots),
                    Handler = arguments.GetValue(handler),
                    TableName = app.Names.Of(model.Name),
                    AuditTableName = model.AuditTableName is { } audit ? app.Names.Of(audit) : null,
                };
                var file = arguments.GetValue(state)?.FullName;
                var token = Open(file);
                if (!console.Confirm($"Mark the items of {app.Names.Of(model.Name)}?", arguments.GetValue(yes)))
                {
                    Keep(file, token);
                    return ExitCode.Failed;
                }

                var last = new BackfillProgress { Items = 0, Marked = 0, Failed = 0, Token = null };
                var run = backfill.RunAsync(arguments.GetValue(rate), arguments.GetValue(segments), token, cancellationToken);
                await foreach (var progress in run.ConfigureAwait(false))
                {
                    last = progress;
                    Keep(file, progress.Token);
                    console.Progress(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{progress.Items:N0} items read, {progress.Marked:N0} marked, {progress.Failed:N0} failed"));
                }

                console.Write(
                    new { Table = model.Name, last.Items, last.Marked, last.Failed, last.IsComplete },
                    screen => screen.MarkupLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"[bold]{last.Marked:N0}[/] of {last.Items:N0} items of {model.Name.EscapeMarkup()} are delivered.")));
                return last.Failed == 0 ? ExitCode.Done : ExitCode.Failed;
            }
        });
        return command;
    }

    // Before anything is marked: a job whose progress cannot be kept would begin anew after an interruption.
    private static string? Open(string? file)
    {
        if (file is null)
        {
            return null;
        }

        try
        {
            using var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd() is { Length: > 0 } token ? token : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(
                $"The progress cannot be kept in {file}: {exception.Message} Pass --state with another file.", exception);
        }
    }

    // The file has the old progress or the new one, never a part of it.
    private static void Keep(string? file, string? token)
    {
        if (file is null)
        {
            return;
        }

        if (token is null)
        {
            File.Delete(file);
            return;
        }

        File.WriteAllText(file + ".new", token);
        File.Move(file + ".new", file, overwrite: true);
    }
}
