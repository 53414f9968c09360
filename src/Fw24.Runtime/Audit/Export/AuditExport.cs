using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Fw24.Audit.Export;
using Fw24.Audit.Reading.Stores;

namespace Fw24.Audit;

/// <summary>An export of audit records: the content of its <c>manifest.json</c>.</summary>
public sealed record AuditExport
{
    /// <summary>The name of the manifest.</summary>
    public const string ManifestName = "manifest.json";

    internal const string SchemaV1 = "fw24.audit.export/1";

    /// <summary>The name of the manifest's schema: <c>fw24.audit.export/1</c>.</summary>
    public string Schema { get; init; } = SchemaV1;

    /// <summary>The earliest time of a change, inclusive.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The latest time of a change, inclusive.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The audited tables' names in the model.</summary>
    public required IReadOnlyList<string> Tables { get; init; }

    /// <summary>
    /// The hash of everything else that chooses records, such as the entity or an actor, in lowercase hexadecimal digits. Equal reads have
    /// equal ones.
    /// </summary>
    public required string Selection { get; init; }

    /// <summary>The files' format: <see cref="AuditFileFormat.Extension"/>.</summary>
    public required string Format { get; init; }

    /// <summary>The time at which the export was complete. Records that were stored later are not in it.</summary>
    public required DateTimeOffset ExportedAt { get; init; }

    /// <summary>The number of records in all files.</summary>
    public required long Records { get; init; }

    /// <summary>The files, in the order of tables, days and paths. A day without records has none.</summary>
    public required IReadOnlyList<AuditExportFile> Files { get; init; }

    /// <summary>Reads the manifest of an export.</summary>
    /// <param name="folder">The export's folder.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The export; <see langword="null"/> if the folder has none, or one that is not complete.</returns>
    /// <exception cref="InvalidDataException">The manifest is not one.</exception>
    public static async Task<AuditExport?> ReadAsync(string folder, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.Combine(folder, ManifestName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var json = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            if (JsonSerializer.Deserialize(json, ExportJson.Default.AuditExport) is { Schema: SchemaV1 } export)
            {
                return export;
            }
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path} is not the manifest of an export.", exception);
        }

        throw new InvalidDataException($"{path} is not the manifest of an export ({SchemaV1}).");
    }

    /// <summary>Reads the records of an export of JSON Lines, file by file, in constant memory.</summary>
    /// <param name="folder">The export's folder. Its hashes are not compared: see <see cref="VerifyAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <returns>The records.</returns>
    /// <exception cref="InvalidDataException">The folder has no manifest, or one that cannot be read.</exception>
    /// <exception cref="NotSupportedException">The files have another format.</exception>
    /// <exception cref="ItemFormatException">A line is not a record.</exception>
    public static async IAsyncEnumerable<AuditEntry> ReadRecordsAsync(
        string folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var export = await ReadAsync(folder, cancellationToken).ConfigureAwait(false) ?? throw NoManifest(folder);
        if (export.Format != AuditFileFormat.JsonLines.Extension)
        {
            throw new NotSupportedException(
                $"The files of {folder} are {export.Format}, and not {AuditFileFormat.JsonLines.Extension}, which has records byte by byte.");
        }

        foreach (var file in export.Files)
        {
            var gzip = new GZipStream(File.OpenRead(Path.Combine(folder, file.Path)), CompressionMode.Decompress);
            await using (gzip.ConfigureAwait(false))
            {
                var lines = new LineReader(gzip);
                while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is { } line)
                {
                    yield return AuditEntry.Parse(line.Span);
                }
            }
        }
    }

    /// <summary>Compares the files of an export with its manifest.</summary>
    /// <param name="folder">The export's folder.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <returns>A sentence for each file that is missing, altered or not in the manifest; none if the export is as it was written.</returns>
    /// <exception cref="InvalidDataException">The folder has no manifest, or one that cannot be read.</exception>
    public static async Task<IReadOnlyList<string>> VerifyAsync(string folder, CancellationToken cancellationToken = default)
    {
        var export = await ReadAsync(folder, cancellationToken).ConfigureAwait(false) ?? throw NoManifest(folder);
        var faults = new List<string>();
        foreach (var file in export.Files)
        {
            var path = Path.Combine(folder, file.Path);
            if (!File.Exists(path))
            {
                faults.Add($"{file.Path} is missing.");
            }
            else if (await HashAsync(path, cancellationToken).ConfigureAwait(false) != file.Sha256)
            {
                faults.Add($"{file.Path} was altered: its SHA-256 hash is not that of the manifest.");
            }
        }

        var sums = Path.Combine(folder, ExportFolder.SumsName);
        if (!File.Exists(sums))
        {
            faults.Add($"{ExportFolder.SumsName} is missing.");
        }
        else if (await File.ReadAllTextAsync(sums, cancellationToken).ConfigureAwait(false) != ExportFolder.SumsOf(export))
        {
            faults.Add($"{ExportFolder.SumsName} was altered: it is not what the manifest says.");
        }

        string[] own = [ManifestName, ExportFolder.SumsName];
        var known = export.Files.Select(static file => file.Path).Concat(own).ToHashSet(StringComparer.Ordinal);
        foreach (var path in ExportFolder.FilesOf(folder))
        {
            if (!known.Contains(path))
            {
                faults.Add($"{path} is not in the manifest.");
            }
        }

        return faults;
    }

    private static InvalidDataException NoManifest(string folder)
        => new($"{folder} has no {ManifestName}: it has no export, or one that is not complete.");

    internal static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        var stream = File.OpenRead(path);
        await using (stream.ConfigureAwait(false))
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
        }
    }
}
