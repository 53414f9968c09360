namespace Fw24.Infrastructure.Tests.Harness;

/// <summary>Compares text with a <c>*.verified.*</c> file. With <c>FW24_ACCEPT=1</c> the file is rewritten.</summary>
internal static class Snapshot
{
    public static void Verify(string text, string name, string extension)
    {
        var verified = Path.Combine(TestPaths.Project, "Snapshots", $"{name}.verified.{extension}");
        var received = Path.Combine(TestPaths.Project, "Snapshots", $"{name}.received.{extension}");
        var expected = File.Exists(verified) ? File.ReadAllText(verified) : "";
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        if (Environment.GetEnvironmentVariable("FW24_ACCEPT") is "1")
        {
            File.WriteAllText(verified, text);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"{name} is not what it was: {Difference(expected, text)} See {name}.received.{extension}; FW24_ACCEPT=1 accepts it.");
    }

    private static string Difference(string expected, string text)
    {
        var (before, after) = (expected.Split('\n'), text.Split('\n'));
        for (var line = 0; line < Math.Max(before.Length, after.Length); line++)
        {
            if (before.ElementAtOrDefault(line) != after.ElementAtOrDefault(line))
            {
                return $"line {line + 1} was «{before.ElementAtOrDefault(line)?.Trim()}» and is «{after.ElementAtOrDefault(line)?.Trim()}».";
            }
        }

        return "";
    }
}
