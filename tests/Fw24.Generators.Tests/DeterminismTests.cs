using System.Globalization;
using Fw24.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fw24.Generators.Tests;

/// <summary>The same app gives the same bytes, regardless of the order of its sources and the machine of the compiler.</summary>
public sealed class DeterminismTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_order_of_files_and_members_does_not_matter(int seed)
    {
        output.WriteLine($"seed {seed}");
        var expected = Sample.Run.Files;
        var shuffler = new MemberShuffler(new Random(seed));
        var sources = Sample.Project.Sources.Select(source => shuffler.Visit(CSharpSyntaxTree.ParseText(source).GetRoot()).ToFullString()).ToArray();
        new Random(seed).Shuffle(sources);
        Assert.NotEqual(Sample.Project.Sources, sources);

        var test = GeneratorTest.RunOnly(Sample.Project with { Sources = sources });

        Assert.Equal(expected, test.Files);
    }

    [Theory]
    [InlineData("fi-FI")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void The_culture_does_not_matter(string culture)
    {
        const string Source = """
            namespace Shop;

            [Fw24.DynamoTable("items"), Fw24.StreamEnabled(RetryAttempts = -1)]
            public sealed record Item([property: Fw24.PartitionKey] string ID, double Ratio = -1.5, decimal IPrice = 12.50m, int I = -3)
            {
                public string i { get; init; } = "";
                public string İ { get; init; } = "";
                public string ı { get; init; } = "";
            }
            """;
        var expected = GeneratorTest.Run(Source).Files;
        var before = CultureInfo.CurrentCulture;
        try
        {
            // Without culture data all cultures format alike, so a custom number format is needed to reveal a mistake.
            var foreign = (CultureInfo)new CultureInfo(culture, useUserOverride: false).Clone();
            foreign.NumberFormat.NegativeSign = "\u2212";
            foreign.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = foreign;
            Assert.Equal("\u22121,5", (-1.5).ToString(CultureInfo.CurrentCulture));

            Assert.Equal(expected, GeneratorTest.Run(Source).Files);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Line_ends_of_the_source_do_not_matter()
        => Assert.Equal(
            Sample.Run.Files,
            GeneratorTest.RunOnly(Sample.Project with { Sources = [.. Sample.Project.Sources.Select(static source => source.ReplaceLineEndings("\r\n"))] }).Files);

    /// <summary>Changes the order in which types and namespaces declare their members.</summary>
    private sealed class MemberShuffler(Random random) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node) => node.WithMembers(Shuffled(node.Members));

        public override SyntaxNode? VisitRecordDeclaration(RecordDeclarationSyntax node) => node.WithMembers(Shuffled(node.Members));

        public override SyntaxNode? VisitEnumDeclaration(EnumDeclarationSyntax node)
            => node.WithMembers(SyntaxFactory.SeparatedList(Shuffled(SyntaxFactory.List(node.Members)).Select(static member => member.WithLeadingTrivia(SyntaxFactory.LineFeed))));

        private SyntaxList<T> Shuffled<T>(SyntaxList<T> members)
            where T : SyntaxNode
        {
            var shuffled = members.ToArray();
            random.Shuffle(shuffled);
            return SyntaxFactory.List(shuffled);
        }
    }
}
