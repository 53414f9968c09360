using System.CommandLine;
using System.Globalization;
using Fw24.Audit;
using Fw24.Aws;
using Fw24.Operations.Texts;
using Fw24.Seals;
using Fw24.Tool.Apps;
using Fw24.Tool.Commands;
using Spectre.Console;

namespace Fw24.Tool.Audit;

/// <summary><c>fw24 verify</c>: compares audit records, or an export of them, with the log of their seals.</summary>
internal sealed class VerifyCommand : Command
{
    private readonly ToolConsole _console;
    private readonly AppOptions _app;
    private readonly Option<string?> _log = new("--log")
    {
        Description = "The log: its bucket, or a folder with a copy of it. Without it, only the hashes of --export are compared.",
        HelpName = "BUCKET|FOLDER",
    };

    private readonly Option<FileInfo> _key = new("--key")
    {
        Description = "The log's public key in DER, from a source other than the log.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _origin = new("--origin")
    {
        Description = "The log's name. [default: the bucket's]",
        HelpName = "NAME",
    };
    private readonly Option<string?> _export = new("--export")
    {
        Description = "Verifies the records of an export, which must be complete and unaltered, instead of the live audit.",
        HelpName = "FOLDER",
    };

    private readonly Option<string[]> _tables = new("--table")
    {
        Description = "The table; repeat it for several. [default: all sealed ones, or those of the export]",
        HelpName = "TABLE",
    };

    private readonly Option<DateTimeOffset?> _from;
    private readonly Option<DateTimeOffset?> _to;
    private readonly Option<FileInfo> _kept = new("--kept")
    {
        Description = "A checkpoint of an earlier verification, which the log must continue.",
        HelpName = "FILE",
    };

    private readonly Option<FileInfo?> _keep = new("--keep")
    {
        Description = "Writes the checkpoint here, for the next verification.",
        HelpName = "FILE",
    };

    /// <summary>Creates the command.</summary>
    public VerifyCommand(ToolConsole console)
        : base("verify", "Verifies that no audit record was altered, removed or inserted since it was sealed.")
    {
        _console = console;
        _from = TimeOption.Create("--from", "The earliest change; by default all:", console.Time);
        _to = TimeOption.Create("--to", "The latest change; by default all:", console.Time, endOfDay: true);
        _key.AcceptExistingOnly();
        _kept.AcceptExistingOnly();
        foreach (var option in new Option[] { _log, _key, _origin, _export, _tables, _from, _to, _kept, _keep })
        {
            Add(option);
        }

        _app = AppOptions.AddTo(this);
        Validators.Add(result =>
        {
            if (result.GetResult(_log) is null && result.GetResult(_export) is null)
            {
                result.AddError("Pass --log with the log of the seals, --export with an export, or both.");
            }

            if ((result.GetResult(_log) is null) != (result.GetResult(_key) is null))
            {
                result.AddError("A log is verified with its key: pass --log and --key together.");
            }
        });
        this.Does(console, RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(_export) is { } folder)
        {
            var faults = await AuditExport.VerifyAsync(folder, cancellationToken).ConfigureAwait(false);
            if (faults.Count > 0 || arguments.GetValue(_log) is null)
            {
                ShowFiles(folder, faults);
                return faults.Count > 0 ? ExitCode.Failed : ExitCode.Done;
            }
        }

        var place = arguments.GetValue(_log)!;
        using var bucket = Directory.Exists(place) ? null : new S3SealStore(place);
        ISealStore store = bucket is null ? new FolderSealStore(place) : bucket;
        var log = await OpenAsync(store, await KeyAsync(arguments, cancellationToken).ConfigureAwait(false), arguments, cancellationToken)
            .ConfigureAwait(false);
        var verification = await VerifyAsync(new AuditVerifier(log, _console.Time), arguments, cancellationToken).ConfigureAwait(false);
        if (arguments.GetValue(_keep) is { } keep)
        {
            await File.WriteAllTextAsync(keep.FullName, verification.Checkpoint.Text, cancellationToken).ConfigureAwait(false);
        }

        Show(verification);
        return verification.IsSound ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task<LogKey> KeyAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var place = arguments.GetValue(_log)!;
        var origin = arguments.GetValue(_origin) ?? (Directory.Exists(place)
            ? throw new ToolException("A folder does not tell the name of its log: pass --origin with the name of the bucket.")
            : place);
        return LogKey.Create(
            origin, await File.ReadAllBytesAsync(arguments.GetValue(_key)!.FullName, cancellationToken).ConfigureAwait(false));
    }

    private async Task<SealedLog> OpenAsync(ISealStore store, LogKey key, ParseResult arguments, CancellationToken cancellationToken)
    {
        var log = await SealedLog.OpenAsync(store, key, cancellationToken).ConfigureAwait(false);
        if (arguments.GetValue(_kept) is { } kept)
        {
            var note = await File.ReadAllTextAsync(kept.FullName, cancellationToken).ConfigureAwait(false);
            await log.EnsureContinuesAsync(Checkpoint.Verify(note, key), cancellationToken).ConfigureAwait(false);
        }

        return log;
    }

    private async Task<AuditVerification> VerifyAsync(AuditVerifier verifier, ParseResult arguments, CancellationToken cancellationToken)
    {
        var (from, to) = (arguments.GetValue(_from) ?? DateTimeOffset.MinValue, arguments.GetValue(_to) ?? DateTimeOffset.MaxValue);
        var tables = arguments.GetValue(_tables)!;
        if (arguments.GetValue(_export) is { } folder)
        {
            var export = (await AuditExport.ReadAsync(folder, cancellationToken).ConfigureAwait(false))!;
            var records = AuditExport.ReadRecordsAsync(folder, cancellationToken);

            // What an export does not cover is not missing from it.
            return await verifier.VerifyAsync(
                records,
                tables.Length > 0 ? tables : export.Tables,
                Later(from, export.From),
                Earlier(to, export.To),
                cancellationToken).ConfigureAwait(false);
        }

        var app = _app.Open(arguments);
        await using (app.ConfigureAwait(false))
        {
            return await verifier.VerifyAsync(app.Audit, TablesOf(app, tables), from, to, cancellationToken).ConfigureAwait(false);
        }
    }

    private static List<string> TablesOf(OpenApp app, string[] named)
    {
        List<string> tables = named.Length > 0
            ? [.. named.Select(name => app.TableNamed(name).Name)]
            : [.. app.Model.Tables.Where(static table => table.Audit is { Sealed: true }).Select(static table => table.Name)];
        return tables.Count > 0 ? tables : throw new ToolException(
            $"No audit of {app.Model.Name} is sealed: set Sealed = true of [Audit], and deploy. Records from before cannot be proved.");
    }

    private void ShowFiles(string folder, IReadOnlyList<string> faults) => _console.Write(
        new { Export = folder, IsUnaltered = faults.Count == 0, Faults = faults },
        screen =>
        {
            faults.ToList().ForEach(fault => screen.MarkupLine($"[red]{fault.EscapeMarkup()}[/]"));
            screen.MarkupLine(faults.Count == 0
                ? "[green]The export is complete, and its files are as its manifest says.[/]"
                : $"[red]{faults.Count} files are not as the manifest says.[/]");
        });

    private void Show(AuditVerification verification) => _console.Write(
        new
        {
            verification.IsSound,
            verification.Findings,
            verification.Sealed,
            verification.Erased,
            verification.Expired,
            verification.Duplicates,
            verification.Unsealed,
            verification.Unproved,
            verification.SealedFrom,
            verification.SealedUntil,
            Checkpoint = verification.Checkpoint.Text,
        },
        screen =>
        {
            foreach (var finding in verification.Findings)
            {
                screen.MarkupLine($"[red]{finding.Kind}[/] {finding.Place.EscapeMarkup()}: {finding.Text.EscapeMarkup()}");
            }

            screen.MarkupLine(string.Create(
                CultureInfo.InvariantCulture,
                $"[bold]{verification.Sealed:N0}[/] records are what was sealed, up to "
                + $"{ItemText.OfTime(verification.SealedUntil)}; "
                + $"{verification.Erased:N0} erased, {verification.Expired:N0} expired, {verification.Unsealed:N0} not sealed yet, "
                + $"{verification.Unproved:N0} from before the seals"));
            screen.MarkupLine(verification.IsSound ? "[green]Nothing was altered.[/]" : $"[red]{verification.Findings.Count} findings.[/]");
        });

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
