using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Fw24.Audit.Export;

/// <summary>
/// The folder of an export. While it is written, a file of lines holds its identity and each day that is complete, so that an interrupted
/// export goes on there; its open handle keeps others from writing.
/// </summary>
internal sealed class ExportFolder : IDisposable
{
    /// <summary>The name of the file with the progress.</summary>
    public const string ProgressName = "manifest.partial.jsonl";

    /// <summary>The name of the file with the checksums.</summary>
    public const string SumsName = "SHA256SUMS";

    private readonly FileStream _progress;

    private ExportFolder(string path, FileStream progress, IReadOnlyDictionary<(string Table, DateOnly Day), ExportedDay> days)
        => (Root, _progress, Days) = (path, progress, days);

    /// <summary>The path.</summary>
    public string Root { get; }

    /// <summary>The days that were complete when the folder was opened.</summary>
    public IReadOnlyDictionary<(string Table, DateOnly Day), ExportedDay> Days { get; }

    /// <summary>Opens the folder for an export, to begin it or to go on with it.</summary>
    /// <param name="path">The folder, which is created if needed.</param>
    /// <param name="export">The export, without files.</param>
    /// <exception cref="InvalidOperationException">The folder has another export, or is being written.</exception>
    public static ExportFolder Open(string path, AuditExport export)
    {
        Directory.CreateDirectory(path);
        var progress = OpenProgress(path);
        try
        {
            var begun = JsonSerializer.Serialize(export, ExportJson.Default.AuditExport);
            var lines = ReadLines(progress, out var end);
            if (lines is [var first, ..] && first != begun)
            {
                throw new InvalidOperationException(
                    $"{path} has an export of other records, tables, times or another format that is not complete. Go on with that one, or use "
                    + "another folder.");
            }

            if (lines.Count == 0 && Directory.EnumerateFileSystemEntries(path).Any(static entry => Path.GetFileName(entry) is not ProgressName))
            {
                throw new InvalidOperationException($"{path} has other files. An export needs a folder of its own.");
            }

            // The last line may have been cut.
            progress.SetLength(end);
            progress.Position = end;
            var folder = new ExportFolder(
                path, progress, lines.Skip(1).Select(DayOf).ToDictionary(static day => (day.Table, day.Day)));
            if (lines.Count == 0)
            {
                folder.Append(begun);
            }

            return folder;
        }
        catch
        {
            progress.Dispose();
            throw;
        }
    }

    /// <summary>Gets the folder of a table's day, without files of an attempt before.</summary>
    /// <param name="table">The table.</param>
    /// <param name="day">The day.</param>
    /// <returns>The path within the export's folder, with <c>/</c>.</returns>
    public string Clear(string table, DateOnly day)
    {
        var path = $"{table}/day={day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
        var folder = Path.Combine(Root, path);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return path;
    }

    /// <summary>Keeps a day as complete.</summary>
    public void Complete(ExportedDay day) => Append(JsonSerializer.Serialize(day, ExportJson.Default.ExportedDay));

    /// <summary>Writes the manifest and the list of checksums, and removes the progress.</summary>
    public async Task CompleteAsync(AuditExport export, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path.Combine(Root, SumsName), SumsOf(export), cancellationToken).ConfigureAwait(false);

        // The manifest makes the export complete, so it appears at once.
        var manifest = Path.Combine(Root, AuditExport.ManifestName);
        var json = JsonSerializer.SerializeToUtf8Bytes(export, ExportJson.Default.AuditExport);
        await File.WriteAllBytesAsync($"{manifest}.tmp", json, cancellationToken).ConfigureAwait(false);
        File.Move($"{manifest}.tmp", manifest);
        Dispose();
        RemoveProgress(Root);
    }

    /// <summary>Removes the progress of an export that is complete, which may have been interrupted before it did.</summary>
    /// <param name="root">The export's folder.</param>
    public static void RemoveProgress(string root) => File.Delete(Path.Combine(root, ProgressName));

    /// <summary>Finds the files in a folder.</summary>
    /// <param name="root">The export's folder.</param>
    /// <returns>Their paths within the folder, with <c>/</c>, in ordinal order.</returns>
    public static IEnumerable<string> FilesOf(string root)
        => Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Order(StringComparer.Ordinal);

    /// <summary>Gets the checksums of an export in the format of <c>sha256sum</c>: two spaces, then the path.</summary>
    public static string SumsOf(AuditExport export)
        => string.Concat(export.Files.Select(static file => $"{file.Sha256}  {file.Path}\n"));

    /// <inheritdoc/>
    public void Dispose() => _progress.Dispose();

    private static FileStream OpenProgress(string path)
    {
        try
        {
            return new FileStream(Path.Combine(path, ProgressName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not (PathTooLongException or DirectoryNotFoundException))
        {
            throw new InvalidOperationException($"Another export writes to {path}, or the folder cannot be written.", exception);
        }
    }

    private static List<string> ReadLines(FileStream progress, out long end)
    {
        var bytes = new byte[progress.Length];
        progress.ReadExactly(bytes);
        end = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        return [.. Encoding.UTF8.GetString(bytes.AsSpan(0, (int)end)).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static ExportedDay DayOf(string line)
        => JsonSerializer.Deserialize(line, ExportJson.Default.ExportedDay) ?? throw new InvalidDataException($"{ProgressName} is damaged.");

    private void Append(string line)
    {
        _progress.Write(Encoding.UTF8.GetBytes($"{line}\n"));
        _progress.Flush(flushToDisk: true);
    }
}
