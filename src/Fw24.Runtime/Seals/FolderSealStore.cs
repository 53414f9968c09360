using System.Runtime.CompilerServices;

namespace Fw24.Seals;

/// <summary>The objects of a log as files: a copy of the bucket, such as one by <c>aws s3 sync</c>.</summary>
public sealed class FolderSealStore : ISealStore
{
    private readonly string _folder;

    /// <summary>Creates a store in a folder.</summary>
    /// <param name="folder">The folder, which need not exist.</param>
    public FolderSealStore(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = Path.GetFullPath(folder);
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> GetAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(name), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        var written = await WriteAsideAsync(path, content, cancellationToken).ConfigureAwait(false);
        try
        {
            File.Move(written, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(written);
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        File.Move(await WriteAsideAsync(path, content, cancellationToken).ConfigureAwait(false), path, overwrite: true);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SealObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_folder))
        {
            yield break;
        }

        var names = Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_folder, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && !name.EndsWith(Unfinished, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        foreach (var name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new SealObject(name, File.GetLastWriteTimeUtc(Path.Combine(_folder, name)));
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            File.Delete(PathOf(name));
        }
        catch (DirectoryNotFoundException)
        {
        }

        return default;
    }

    private const string Unfinished = ".unfinished";

    // A file appears with all of its content.
    private static async ValueTask<string> WriteAsideAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var aside = $"{path}.{Guid.NewGuid():N}{Unfinished}";
        await File.WriteAllBytesAsync(aside, content, cancellationToken).ConfigureAwait(false);
        return aside;
    }

    private string PathOf(string name)
    {
        var path = Path.GetFullPath(Path.Combine(_folder, name));
        return path.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new ArgumentException($"The name \"{name}\" leads out of the folder.", nameof(name));
    }
}
