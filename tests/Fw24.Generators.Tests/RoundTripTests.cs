using System.Text.RegularExpressions;
using Fw24.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Generators.Tests;

/// <summary>The corpus of valid entities: every property of every entity survives a round trip.</summary>
public sealed partial class RoundTripTests(ITestOutputHelper output)
{
    private const int Entities = 420;

    [Theory]
    [InlineData(31)]
    public void Every_property_of_every_entity_comes_back(int seed)
    {
        output.WriteLine($"seed {seed}");
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [ValidProject.Source(new Random(seed), Entities)] });
        Assert.Equal(Entities, test.Files.Keys.Count(static file => file.EndsWith(".Entity.g.cs", StringComparison.Ordinal)));
        Assert.Empty(test.Complaints);
        using var app = new LoadedApp(test);

        Assert.Empty(RoundTrip.Faults(app.Model("Shop", "Shop.ShopApp"), seed, count: 6));
    }

    [Theory]
    [InlineData("Text", false)]
    [InlineData("Text", true)]
    [InlineData("Price", true)]
    [InlineData("Tags", false)]
    [InlineData("Total", true)]
    [InlineData("Mails", false)]
    [InlineData("Day", true)]
    [InlineData("Links", false)]
    public void A_codec_that_drops_a_property_is_caught(string property, bool whenRead)
    {
        var source = ValidProject.SourceOfAll();
        var sound = GeneratorTest.RunOnly(new TestProject { Sources = [source] });
        var broken = sound.Output;
        foreach (var tree in sound.Output.SyntaxTrees.Except(sound.Input.SyntaxTrees))
        {
            var text = tree.ToString();
            var mutated = whenRead ? ReadingOf(property).Replace(text, "") : WritingOf(property).Replace(text, "");
            broken = mutated == text ? broken : broken.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(mutated, (CSharpParseOptions)tree.Options, tree.FilePath, System.Text.Encoding.UTF8, TestContext.Current.CancellationToken));
        }

        Assert.NotSame(sound.Output, broken);
        Assert.Empty(sound.Complaints);
        Assert.Empty(NullConversions.Find(sound.Output, sound.Output.SyntaxTrees.Except(sound.Input.SyntaxTrees)));
        Assert.Empty(Faults(sound.Output));
        Assert.NotEmpty(Faults(broken));
    }

    private static IReadOnlyList<string> Faults(Compilation compilation)
    {
        using var app = new LoadedApp();
        using var image = new MemoryStream();
        var result = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        app.Load("Shop", image);
        return RoundTrip.Faults(app.Model("Shop", "Shop.ShopApp"), seed: 5, count: 8);
    }

    // case 4 when attribute.Is("Text"u8): text = …; break;
    private static Regex ReadingOf(string property)
        => new($@"^ *case \d+ when attribute\.Is\(""{Attribute(property)}""u8\):.*\n", RegexOptions.Multiline);

    // item.WriteName("Text"u8); and the rest of the write, alone or in the block of its condition.
    private static Regex WritingOf(string property)
        => new($@"^( *)if \(value\.{property} is [^\n]*\n\1\{{\n(.*\n)*?\1\}}\n|^ *item\.WriteName\(""{Attribute(property)}""u8\);\n.*\n", RegexOptions.Multiline);

    private static string Attribute(string property) => property is "Day" ? "a b" : property;
}
