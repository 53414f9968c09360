using System.Text.RegularExpressions;

namespace Fw24.Conventions.Tests;

/// <summary>Each public type of the runtime has a reason in CONTRIBUTING.md.</summary>
public sealed partial class PublicApiTests
{
    private static readonly string[] s_states = ["Shipped", "Unshipped"];

    [Fact]
    public void CONTRIBUTING_gives_the_reason_for_each_public_type_of_the_runtime()
    {
        var section = Section(File.ReadAllText(Path.Combine(Repository.Root, "CONTRIBUTING.md")), "### The runtime's public types");
        var justified = section.Split('\n')
            .Where(static line => line.StartsWith("| ", StringComparison.Ordinal))
            .SelectMany(static line => Quoted().Matches(line.Split('|')[2]))
            .Select(static match => match.Groups["name"].Value)
            .ToList();
        var declared = s_states
            .SelectMany(static state => File.ReadLines(Path.Combine(Repository.Root, $"src/Fw24.Runtime/PublicAPI.{state}.txt")))
            .Select(static line => DeclaredType().Match(line))
            .Where(static match => match.Success)
            .Select(static match => match.Groups["name"].Value)
            .Distinct(StringComparer.Ordinal);

        Assert.Equal(declared.Order(StringComparer.Ordinal), justified.Order(StringComparer.Ordinal));
    }

    private static string Section(string page, string heading)
    {
        var start = page.IndexOf(heading + "\n", StringComparison.Ordinal) + heading.Length;
        return page[start..page.IndexOf("\n#", start, StringComparison.Ordinal)];
    }

    // A line without a member: Fw24.KeyRange<T>, where a member would follow after another dot.
    [GeneratedRegex(@"^Fw24(\.[A-Z]\w*)*?\.(?<name>[A-Z]\w*)(<[^>.]*>)?$")]
    private static partial Regex DeclaredType();

    [GeneratedRegex("`(?<name>[^`]+)`")]
    private static partial Regex Quoted();
}
