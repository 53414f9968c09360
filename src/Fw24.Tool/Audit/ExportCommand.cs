using System.CommandLine;
using System.Globalization;
using Fw24.Audit;
using Fw24.Tool.Apps;
using Fw24.Tool.Commands;
using Spectre.Console;

namespace Fw24.Tool.Audit;

/// <summary><c>fw24 export</c>: writes audit records to files for an auditor.</summary>
internal static class ExportCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var folder = new Argument<string>("FOLDER")
        {
            Description = "The folder to write. An export that was interrupted goes on with the first day that is not complete.",
        };
        var from = TimeOption.Create("--from", "The earliest change:", console.Time);
        from.Required = true;
        var to = TimeOption.Create("--to", "The latest change:", console.Time, endOfDay: true);
        to.Required = true;
        var tables = new Option<string[]>("--table") { Description = "Only this table; repeat it for several.", HelpName = "TABLE" };
        var actor = new Option<string?>("--by") { Description = "Only the changes of this actor.", HelpName = "ACTOR" };
        var parquet = new Option<bool>("--parquet")
        {
            Description = "Writes Apache Parquet instead of compressed JSON Lines. Parquet cannot be verified.",
        };
        var stored = new Option<bool>("--as-stored")
        {
            Description = "Writes a record as often as it is stored, as a verification needs it.",
        };
        var command = new Command("export", "Writes audit records to files, with a manifest of their hashes.")
        {
            folder, from, to, tables, actor, parquet, stored,
        };
        var options = AppOptions.AddTo(command);
        command.Does(console, async (arguments, cancellationToken) =>
        {
            var app = options.Open(arguments);
            await using (app.ConfigureAwait(false))
            {
                var query = app.Audit.Changes(AskedTables.Of(console, app, arguments.GetValue(tables)!))
                    .Between(arguments.GetValue(from)!.Value, arguments.GetValue(to)!.Value);
                query = arguments.GetValue(actor) is { } name ? query.By(name) : query;
                query = arguments.GetValue(stored) ? query.AsStored() : query;
                var path = arguments.GetValue(folder)!;
                AuditFileFormat format = arguments.GetValue(parquet) ? new ParquetFormat() : AuditFileFormat.JsonLines;
                var export = await new AuditExporter(path, format, console.Time).ExportAsync(query, cancellationToken)
                    .ConfigureAwait(false);
                console.Write(export, screen => screen.MarkupLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"[bold]{export.Records:N0}[/] records in {export.Files.Count:N0} files of {path.EscapeMarkup()}, with "
                    + $"manifest.json and SHA256SUMS")));
                return ExitCode.Done;
            }
        });
        return command;
    }
}
