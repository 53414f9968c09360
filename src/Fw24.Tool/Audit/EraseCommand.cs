using System.CommandLine;
using System.Globalization;
using Fw24.Audit;
using Fw24.Aws;
using Fw24.Model;
using Fw24.Operations.Texts;
using Fw24.Tables;
using Fw24.Tool.Apps;
using Fw24.Tool.Commands;
using Spectre.Console;

namespace Fw24.Tool.Audit;

/// <summary><c>fw24 erase</c>: removes a person's values from the audit records of an item.</summary>
internal static class EraseCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var command = new Command(
            "erase",
            "Erases the values of an item from its audit records. Delete the item first. What is erased cannot be brought back.");
        var item = ItemArguments.AddTo(command);
        var names = new Option<bool>("--names") { Description = "Erases the names of attributes, too." };
        var actors = new Option<bool>("--actors") { Description = "Erases the actors of the changes, too." };
        var actor = new Option<string>("--as")
        {
            Description = "The person who erases. It is stored.",
            HelpName = "ACTOR",
            Required = true,
        };
        var reason = new Option<string>("--because")
        {
            Description = "The reason, such as the number of a request. It is stored.",
            HelpName = "TEXT",
            Required = true,
        };
        var claims = new Option<string?>("--claim-bucket")
        {
            Description = "The bucket of the data of large messages, which is removed as well.",
            HelpName = "BUCKET",
        };
        var seals = new Option<string?>("--seal-bucket")
        {
            Description = "The bucket of the log, if the audit is sealed.",
            HelpName = "BUCKET",
        };
        var yes = new Option<bool>("--yes") { Description = "Erases without asking." };
        actor.NotBlank();
        reason.NotBlank();
        foreach (var option in new Option[] { names, actors, actor, reason, claims, seals, yes })
        {
            command.Add(option);
        }

        var options = AppOptions.AddTo(command);
        command.Does(console, async (arguments, cancellationToken) =>
        {
            var app = options.Open(arguments);
            await using (app.ConfigureAwait(false))
            {
                var named = item.Of(arguments, app.Model);
                var stored = await app.Store.GetAsync(app.Names.Of(named.Table.Name), named.Key, new ItemReadOptions(), cancellationToken)
                    .ConfigureAwait(false);
                if (!stored.IsAbsent)
                {
                    throw new ToolException(
                        $"The item still exists in {app.Names.Of(named.Table.Name)}: delete it first, or its next change is "
                        + "audited again.");
                }

                using var claimCheck = arguments.GetValue(claims) is { } bucket ? new S3ClaimCheck(bucket) : null;
                using var log = arguments.GetValue(seals) is { } logBucket ? new S3SealStore(logBucket) : null;
                var eraser = new AuditEraser(
                    app.Store,
                    named.Table,
                    AuditTableOf(app, named.Table),
                    app.Names.Of(named.Table.Name),
                    time: console.Time,
                    claims: claimCheck,
                    seals: log);
                if (!console.Confirm(
                    $"Erase the audit records of {named.Entity.Name} {ItemText.OfKey(named.Key)}?", arguments.GetValue(yes)))
                {
                    return ExitCode.Failed;
                }

                var scope = ErasureScope.Values
                    | (arguments.GetValue(names) ? ErasureScope.Names : 0)
                    | (arguments.GetValue(actors) ? ErasureScope.Actors : 0);
                var erasure = await eraser.EraseAsync(
                    named.Key, scope, arguments.GetValue(actor), arguments.GetValue(reason), cancellationToken).ConfigureAwait(false);
                Show(console, erasure);
                return erasure.IsComplete ? ExitCode.Done : ExitCode.Failed;
            }
        });
        return command;
    }

    private static string AuditTableOf(OpenApp app, TableModel table) => table.AuditTableName is { } name
        ? app.Names.Of(name)
        : throw new ToolException($"The audit of {table.Name} is {Place(table)}: only one in DynamoDB can be erased.");

    private static string Place(TableModel table)
        => table.Audit is { LoggerType: var store } ? $"in {store}, which cannot erase" : "not kept";

    private static void Show(ToolConsole console, AuditErasure erasure) => console.Write(
        new
        {
            erasure.Table,
            Key = ToolConsole.Raw(erasure.Key.Json),
            erasure.Records,
            erasure.Scope,
            erasure.Time,
            erasure.Until,
            erasure.Actor,
            erasure.Reason,
            erasure.IsComplete,
        },
        screen => screen.MarkupLine(string.Create(
            CultureInfo.InvariantCulture,
            $"[bold]{ItemText.Count(erasure.Records, "record")}[/] erased, with what arrives until "
            + $"{erasure.Until.UtcDateTime:yyyy-MM-dd HH:mm}")));
}
