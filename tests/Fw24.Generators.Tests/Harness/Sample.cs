namespace Fw24.Generators.Tests.Harness;

/// <summary>The sample app's own sources.</summary>
internal static class Sample
{
    private static readonly Lazy<GeneratorTest> s_lazyRun = new(static () => GeneratorTest.Run(Project));

    public static TestProject Project => new()
    {
        Sources = [.. Files.Values],
        AssemblyName = "Orders",
        RootNamespace = "Orders",
        IsExecutable = true,
    };

    /// <summary>A run over the sample. Runs are immutable, so tests share it.</summary>
    public static GeneratorTest Run => s_lazyRun.Value;

    /// <summary>The sources by file name, in ordinal order.</summary>
    public static SortedDictionary<string, string> Files { get; } = new(
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Sample"), "*.cs").ToDictionary(static path => Path.GetFileName(path), File.ReadAllText),
        StringComparer.Ordinal);

    /// <summary>The index of a file among the project's sources.</summary>
    public static int IndexOf(string file) => Files.Keys.ToList().IndexOf(file);
}
