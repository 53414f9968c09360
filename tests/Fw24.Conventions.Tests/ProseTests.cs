namespace Fw24.Conventions.Tests;

/// <summary>Comments, pages and messages are written as those of the best .NET libraries: subject first, and in the field's terms.</summary>
/// <remarks>The limits are the levels of well-kept libraries of the field: at most 3 register words per 1,000 lines, and 5 % of summaries.</remarks>
public sealed class ProseTests(ITestOutputHelper output)
{
    private const double MaxPerThousandLines = 3;
    private const double MaxSubjectless = 0.05;

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    [InlineData("samples")]
    [InlineData("benchmarks")]
    public void Comments_keep_to_the_fields_words(string folder)
    {
        var files = Repository.Read(folder, ".cs").Where(static file => !file.Key.Contains("Conventions.Tests", StringComparison.Ordinal)).ToList();

        AssertFew([.. files.SelectMany(static file => Prose.Comments(file.Value).Select(line => (file.Key, line)))]);

        var summaries = files.ConvertAll(static file => Prose.Summaries(file.Value));
        var (all, subjectless) = (summaries.Sum(static file => file.All), summaries.Sum(static file => file.WithoutSubject));
        output.WriteLine($"{all} summaries, {subjectless} without a subject");
        Assert.InRange(subjectless, 0, all * MaxSubjectless);
    }

    [Fact]
    public void Pages_keep_to_the_fields_words()
        => AssertFew([.. Repository.Read("docs", ".md").SelectMany(static page => page.Value.Split('\n').Select(line => (page.Key, line)))]);

    [Fact]
    public void Texts_and_emitted_comments_keep_to_the_fields_words()
    {
        var files = Repository.Read("src", ".cs").ToList();
        AssertFew([.. files.SelectMany(static file => Prose.Texts(file.Value).Select(line => (file.Key, line)))]);

        var summaries = string.Join('\n', files.SelectMany(static file => Prose.Texts(file.Value)));
        Assert.InRange(Prose.Summaries(summaries).WithoutSubject, 0, Prose.Summaries(summaries).All * MaxSubjectless);
    }

    [Fact]
    public void Build_targets_keep_to_the_fields_words()
        => AssertFew([.. Repository.Read("src", ".targets")
            .SelectMany(static file => file.Value.Split('\n').Select(line => (file.Key, line)))]);

    [Fact]
    public void Messages_of_diagnostics_keep_to_the_fields_words()
        => AssertFew([.. Repository.Read("src/Fw24.Generators/Rules", ".cs").SelectMany(static file => file.Value.Split('\n').Select(line => (file.Key, line)))]);

    [Theory]
    [InlineData("    /// <summary>What stands behind a message.</summary>", "stands behind", 1)]
    [InlineData("    // An id that is none.", "is none", 0)]
    [InlineData("    /// <summary>Stand-ins for what was left behind, if there is none.</summary>", "", 0)]
    [InlineData("    var behind = 1;", "", 0)]
    [InlineData("    /// <summary>The records after a message.</summary>", "", 0)]
    [InlineData("    /// <summary>\n    /// Whether it is one.\n    /// </summary>", "", 1)]
    public void Words_and_summaries_are_found(string code, string words, int subjectless)
    {
        Assert.Equal(words, string.Join(' ', Prose.Comments(code).SelectMany(Prose.Register)));
        Assert.Equal(subjectless, Prose.Summaries(code).WithoutSubject);
    }

    [Theory]
    [InlineData("""throw new("A record that lies behind it.");""", "lies behind")]
    [InlineData("""Log($"{name} hears of {count} changes.");""", "hears of")]
    [InlineData("var code = $\"\"\"\n    /// The id {a} is none.\n    \"\"\";", "is none")]
    [InlineData("""var name = "behind"; // A record behind it.""", "")]
    public void Words_of_texts_are_found(string code, string words)
        => Assert.Equal(words, string.Join(' ', Prose.Texts(code).SelectMany(Prose.Register)));

    private void AssertFew(List<(string File, string Line)> lines)
    {
        var found = lines.SelectMany(static line => Prose.Register(line.Line).Select(word => $"{line.File}: {word}: {line.Line.Trim()}")).ToList();
        output.WriteLine($"{found.Count} words in {lines.Count} lines");
        output.WriteLine(string.Join('\n', found));
        Assert.InRange(found.Count, 0, Math.Ceiling(lines.Count * MaxPerThousandLines / 1000));
    }
}
