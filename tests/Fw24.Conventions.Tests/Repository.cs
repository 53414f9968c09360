using System.Reflection;

namespace Fw24.Conventions.Tests;

/// <summary>The repository's files.</summary>
internal static class Repository
{
    private static readonly string[] s_generated = ["bin", "obj", "artifacts", "cdk.out", "node_modules", "Snapshots"];

    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key is "RepositoryFolder").Value!;

    /// <summary>The files below a folder, by their paths within the repository, without what is generated.</summary>
    /// <param name="folder">The folder, such as <c>src/Fw24.Runtime</c>.</param>
    /// <param name="extension">Their extension, such as <c>.cs</c>.</param>
    public static IReadOnlyDictionary<string, string> Read(string folder, string extension)
        => Directory.EnumerateFiles(Path.Combine(Root, folder), "*" + extension, SearchOption.AllDirectories)
            .Select(static file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(static file => !file.Split('/').Any(s_generated.Contains))
            .Order(StringComparer.Ordinal)
            .ToDictionary(static file => file, static file => File.ReadAllText(Path.Combine(Root, file)), StringComparer.Ordinal);
}
