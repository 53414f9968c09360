using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Conventions.Tests;

/// <summary>The style rules that .editorconfig cannot express.</summary>
public sealed class StyleTests(ITestOutputHelper output)
{
    private const int MaxWidth = 140;
    private const int Excessive = 200;

    private static readonly string[] s_folders = ["src", "tests", "samples", "benchmarks"];
    private static readonly Lazy<IReadOnlyList<SyntaxTree>> s_trees = new(static () => [.. s_folders.SelectMany(Parse)]);

    [Fact]
    public void Exception_variables_are_named_exception() => Assert.Empty(s_trees.Value.SelectMany(Style.CatchVariables));

    [Fact]
    public void The_arrow_of_a_member_begins_a_line_or_is_within_one() => Assert.Empty(s_trees.Value.SelectMany(Style.TrailingArrows));

    /// <summary>The limits are the numbers of today: lower them when they fall, and raise none.</summary>
    [Theory]
    [InlineData("src", 1507, 78)]
    [InlineData("tests", 2147, 335)]
    [InlineData("samples", 84, 1)]
    [InlineData("benchmarks", 82, 14)]
    public void Lines_over_140_characters_get_fewer(string folder, int max, int maxExcessive)
    {
        var wide = Wide(folder, MaxWidth);
        var excessive = Wide(folder, Excessive);
        output.WriteLine($"{wide.Count} lines over {MaxWidth} characters, {excessive.Count} over {Excessive}");
        output.WriteLine(string.Join('\n', excessive));
        Assert.InRange(wide.Count, 0, max);
        Assert.InRange(excessive.Count, 0, maxExcessive);
    }

    [Theory]
    [InlineData("catch (Exception e) { }", "e")]
    [InlineData("catch (Exception exception) { }", null)]
    [InlineData("catch (Exception) { }", null)]
    [InlineData("catch { }", null)]
    public void Other_exception_variables_are_found(string clause, string? found)
        => Assert.Equal(found, Style.CatchVariables(CSharpSyntaxTree.ParseText($"try {{ }} {clause}", cancellationToken: TestContext.Current.CancellationToken)).SingleOrDefault()?.Split(' ')[1]);

    [Theory]
    [InlineData("int M() =>\n    1;", 1)]
    [InlineData("int M()\n    => 1;", 0)]
    [InlineData("int M() => 1;", 0)]
    [InlineData("int[] M() =>\n[\n    1,\n];", 0)]
    [InlineData("Func<int> M() => () =>\n{\n    return 1;\n};", 0)]
    public void Trailing_arrows_are_found(string member, int found)
        => Assert.Equal(found, Style.TrailingArrows(CSharpSyntaxTree.ParseText($"class C {{ {member} }}", cancellationToken: TestContext.Current.CancellationToken)).Count());

    [Theory]
    [InlineData("var a = 1;", 0)]
    [InlineData("var a = \"0123456789\";", 1)]
    [InlineData("// 0123456789 0123456789", 1)]
    [InlineData("var a = \"\"\"\n    0123456789 0123456789\n    \"\"\";", 0)]
    [InlineData("var a = $\"\"\"\n    0123456789 {b} 0123456789\n    \"\"\";", 0)]
    public void Wide_lines_are_found(string code, int found)
        => Assert.Equal(found, Style.WideLines(CSharpSyntaxTree.ParseText(code, cancellationToken: TestContext.Current.CancellationToken), 15).Count());

    private static List<string> Wide(string folder, int maxWidth)
        => [.. s_trees.Value.Where(tree => tree.FilePath.StartsWith(folder + "/", StringComparison.Ordinal)).SelectMany(tree => Style.WideLines(tree, maxWidth))];

    private static IEnumerable<SyntaxTree> Parse(string folder)
        => Repository.Read(folder, ".cs").Select(static file => CSharpSyntaxTree.ParseText(file.Value, new CSharpParseOptions(LanguageVersion.Preview), file.Key));
}
