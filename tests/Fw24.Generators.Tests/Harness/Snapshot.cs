namespace Fw24.Generators.Tests.Harness;

/// <summary>Compares generated files with the reviewed and accepted ones: <c>Snapshots/{name}/*.verified.cs</c>.</summary>
/// <remarks>
/// A difference leaves <c>*.received.cs</c> next to them. With <c>FW24_ACCEPT=1</c> in the environment, the generated files are accepted instead.
/// </remarks>
internal static class Snapshot
{
    private const string Verified = ".verified.cs";
    private const string Received = ".received.cs";

    public static void Verify(string name, GeneratorTest test, Func<string, bool>? isMeant = null) => Verify(
        Path.Combine(Repository.Root, "tests", "Fw24.Generators.Tests", "Snapshots", name),
        test.Files.Where(file => isMeant?.Invoke(file.Key) is not false).ToDictionary(),
        Environment.GetEnvironmentVariable("FW24_ACCEPT") is "1");

    /// <summary>Compares files with a folder of accepted ones.</summary>
    public static void Verify(string folder, IReadOnlyDictionary<string, string> files, bool accept)
    {
        Directory.CreateDirectory(folder);
        var verified = Directory.GetFiles(folder, "*" + Verified).ToDictionary(static path => Path.GetFileName(path)[..^Verified.Length], File.ReadAllText);
        var received = files.ToDictionary(static file => file.Key[..^".g.cs".Length], static file => file.Value);
        foreach (var old in Directory.GetFiles(folder, "*" + Received))
        {
            File.Delete(old);
        }

        var different = received.Where(file => !verified.TryGetValue(file.Key, out var text) || text.ReplaceLineEndings("\n") != file.Value).ToList();
        var missing = verified.Keys.Except(received.Keys).Order(StringComparer.Ordinal).ToList();
        foreach (var (file, text) in different)
        {
            File.WriteAllText(Path.Combine(folder, file + (accept ? Verified : Received)), text);
        }

        if (accept)
        {
            missing.ForEach(file => File.Delete(Path.Combine(folder, file + Verified)));
            return;
        }

        Assert.True(
            different.Count is 0 && missing.Count is 0,
            $"{folder} differs. Generated otherwise or in addition: {string.Join(", ", different.Select(static file => file.Key))}; no longer generated: {string.Join(", ", missing)}. "
            + "If that is right, run the tests again with FW24_ACCEPT=1 and look at what changed.");
    }
}
