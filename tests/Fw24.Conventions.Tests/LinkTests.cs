using System.Text.RegularExpressions;

namespace Fw24.Conventions.Tests;

/// <summary>The links of all pages, and the index that leads to each of them.</summary>
public sealed partial class LinkTests
{
    private static readonly string[] s_doors = ["start", "concepts", "reference", "operate"];

    // The pages of the repository, by their paths.
    private static readonly IReadOnlyDictionary<string, string> s_pages = Repository.Read(".", ".md");

    [Fact]
    public void Every_link_leads_to_a_file_and_to_a_heading_in_it()
        => Assert.Empty(s_pages.SelectMany(static page => Links(page.Value).Where(link => IsBroken(page.Key, link)).Select(link => $"{page.Key}: {link}")));

    [Fact]
    public void Links_are_found_and_broken_ones_told_apart()
    {
        Assert.Equal(["b.md#c", "#d", "e"], Links("[a](b.md#c) and [`x`](#d), ![picture](e)\n```\n[no](link)\n```\n[out](https://example.org)"));
        Assert.False(IsBroken("README.md", "docs/README.md"));
        Assert.False(IsBroken("docs/README.md", "rules/FW24001.md#why"));
        Assert.True(IsBroken("docs/README.md", "rules/FW24001.md#whynot"));
        Assert.True(IsBroken("docs/README.md", "docs/README.md"));
    }

    [Fact]
    public void The_index_names_every_page_by_its_door()
    {
        const string Index = "docs/README.md";
        var named = Links(s_pages[Index]).Select(static link => Resolve(Index, link.Split('#')[0])).Order(StringComparer.Ordinal).ToList();
        var pages = s_pages.Keys.Where(static page => page.StartsWith("docs/", StringComparison.Ordinal) && page is not Index && !RulePage().IsMatch(page)).ToList();

        Assert.Equal(s_doors.Order(StringComparer.Ordinal), pages.Select(static page => page.Split('/')).Where(static parts => parts.Length is 3 && parts[1] is not "rules").Select(static parts => parts[1]).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(pages.Except(named));
        foreach (var door in s_doors)
        {
            Assert.Contains($"\n## {char.ToUpperInvariant(door[0])}{door[1..]}\n", s_pages[Index], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_README_answers_a_fresh_readers_questions()
    {
        var links = Links(s_pages["README.md"]).ToHashSet(StringComparer.Ordinal);

        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal)
            {
                "docs/reference/limits.md#a-message",
                "tests/Fw24.Runtime.Tests/Streams/StreamProcessorOrderTests.cs",
                "CONTRIBUTING.md#a-rule",
                "docs/reference/audit.md#a-sink-of-your-own",
            },
            links);
    }

    private static IEnumerable<string> Links(string page)
        => Link().Matches(Fence().Replace(page, "")).Select(static match => match.Groups["target"].Value).Where(static target => !Scheme().IsMatch(target));

    private static bool IsBroken(string page, string link)
    {
        var parts = link.Split('#');
        var target = parts[0].Length is 0 ? page : Resolve(page, parts[0]);
        return !Path.Exists(Path.Combine(Repository.Root, target)) || (parts.Length > 1 && !(s_pages.TryGetValue(target, out var text) && Anchors(text).Contains(parts[1])));
    }

    private static string Resolve(string page, string link)
        => Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, link))).Replace('\\', '/');

    // As GitHub forms them: lower case, without punctuation, with hyphens for spaces, numbered when repeated.
    private static HashSet<string> Anchors(string page)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (var heading in Heading().Matches(Fence().Replace(page, "")).Select(static match => match.Groups["text"].Value))
        {
            var anchor = Punctuation().Replace(LinkedText().Replace(heading, "${text}").ToLowerInvariant(), "").Replace(' ', '-');
            for (var i = 0; !anchors.Add(i is 0 ? anchor : $"{anchor}-{i}"); i++)
            {
            }
        }

        return anchors;
    }

    [GeneratedRegex(@"^docs/rules/FW24\d+\.md$")]
    private static partial Regex RulePage();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^[a-z]+:")]
    private static partial Regex Scheme();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("^#{1,6} (?<text>.+?)\r?$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkedText();

    [GeneratedRegex(@"[^\p{L}\p{N}\- _]")]
    private static partial Regex Punctuation();
}
