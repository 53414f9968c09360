extern alias generator;

using Fw24.Generators.Tests.Harness;
using generator::Fw24.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Generators.Tests;

/// <summary>A project of a thousand entities, in which the run reasons of steps show the cost of an edit.</summary>
public sealed class LargeProjectTests
{
    private const int Entities = 1_000;

    private static readonly Lazy<(CSharpCompilation Compilation, GeneratorDriver Driver)> s_first = new(static () =>
    {
        var sources = Enumerable.Range(0, Entities).Select(Entity).Append(Handler);
        var trees = sources.Select(static (source, index) => CSharpSyntaxTree.ParseText(source, GeneratorTest.ParseOptions, $"Source{index}.cs"));
        var compilation = CSharpCompilation.Create("Shop", trees, TestReferences.All, GeneratorTest.Options(isExecutable: false));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new Fw24Generator().AsSourceGenerator()],
            optionsProvider: new TestOptions("Shop"),
            parseOptions: GeneratorTest.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGenerators(compilation);
        var result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);

        // One file per entity, and the app's.
        Assert.Equal(Entities + 1, result.GeneratedSources.Length);
        return (compilation, driver);
    });

    private static string Handler => """
        using System.Threading;
        using System.Threading.Tasks;

        namespace Shop;

        public sealed class Journal : Entity7ChangeHandler
        {
            protected override Task OnInsertedAsync(Entity7Change.Inserted change, Fw24.ChangeContext context, CancellationToken cancellationToken)
            {
                return Task.CompletedTask;
            }
        }
        """;

    [Fact]
    public void Editing_a_method_body_makes_nothing_again()
    {
        var result = After(Entities, static source => source.Replace("return Task.CompletedTask;", "throw new System.NotSupportedException();", StringComparison.Ordinal));

        Assert.Empty(Changed(result.TrackedSteps.Where(static step => TrackedSteps.Names.Contains(step.Key))));
        Assert.Empty(Changed(result.TrackedOutputSteps));
        // Each entity, the app, its lock, its stacks and the diagnostics that only the generator reports.
        Assert.Equal(Entities + 4, Reasons(result.TrackedOutputSteps).Count());
        Assert.All(Reasons(result.TrackedOutputSteps), static step => Assert.Equal(IncrementalStepRunReason.Cached, step.Reason));
    }

    [Fact]
    public void Editing_an_entity_makes_that_one_again()
    {
        var result = After(7, static source => source.Replace("string? Text", "int? Text", StringComparison.Ordinal));

        Assert.Equal((TrackingNames.Entities, IncrementalStepRunReason.Modified), Assert.Single(Changed(result.TrackedSteps.Where(static step => TrackedSteps.Names.Contains(step.Key)))));
        Assert.Equal(IncrementalStepRunReason.Modified, Assert.Single(Changed(result.TrackedOutputSteps)).Reason);
        var earlier = s_first.Value.Driver.GetRunResult().Results.Single().GeneratedSources.ToDictionary(static source => source.HintName, static source => source.SourceText);
        Assert.All(
            result.GeneratedSources.Where(source => !ReferenceEquals(source.SourceText, earlier[source.HintName])),
            static source => Assert.StartsWith("Shop.Entity7.", source.HintName, StringComparison.Ordinal));
    }

    private static string Entity(int number) => $$"""
        namespace Shop;

        [Fw24.DynamoTable("table-{{number}}"), Fw24.StreamEnabled]
        public sealed record Entity{{number}}([property: Fw24.PartitionKey] string Id)
        {
            public string? Text { get; init; }
            public decimal Price { get; init; }
        }
        """;

    private static GeneratorRunResult After(int index, Func<string, string> edit)
    {
        var (compilation, driver) = s_first.Value;
        var tree = compilation.SyntaxTrees[index];
        var text = edit(tree.ToString());
        Assert.NotEqual(tree.ToString(), text);
        return driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, GeneratorTest.ParseOptions, tree.FilePath))).GetRunResult().Results.Single();
    }

    private static IEnumerable<(string Step, IncrementalStepRunReason Reason)> Reasons(IEnumerable<KeyValuePair<string, System.Collections.Immutable.ImmutableArray<IncrementalGeneratorRunStep>>> steps)
        => steps.SelectMany(static named => named.Value.SelectMany(static step => step.Outputs).Select(output => (named.Key, output.Reason)));

    private static IEnumerable<(string Step, IncrementalStepRunReason Reason)> Changed(IEnumerable<KeyValuePair<string, System.Collections.Immutable.ImmutableArray<IncrementalGeneratorRunStep>>> steps)
        => Reasons(steps).Where(static step => step.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
}
