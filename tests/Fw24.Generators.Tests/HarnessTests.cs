using Fw24.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Generators.Tests;

/// <summary>The tests' own tools can fail.</summary>
public sealed class HarnessTests
{
    private sealed record Model(object? Inner);

    [Fact]
    public void The_walker_finds_what_a_model_must_not_reach()
    {
        var tree = CSharpSyntaxTree.ParseText("class C;", cancellationToken: TestContext.Current.CancellationToken);
        var compilation = CSharpCompilation.Create("C", [tree]);

        Assert.NotNull(ModelWalker.Find(new Model(compilation)));
        Assert.NotNull(ModelWalker.Find(new Model(compilation.GetTypeByMetadataName("C"))));
        Assert.NotNull(ModelWalker.Find(new Model(new object[] { 1, new Model(tree.GetRoot(TestContext.Current.CancellationToken)) })));
        Assert.NotNull(ModelWalker.Find(new Model(new Dictionary<string, object> { ["a"] = tree.GetRoot(TestContext.Current.CancellationToken).GetLocation() })));
        Assert.Null(ModelWalker.Find(new Model(new Model("text"))));
    }

    [Fact]
    public void A_snapshot_fails_for_a_changed_a_missing_and_a_further_file()
    {
        var folder = Directory.CreateTempSubdirectory("fw24-").FullName;
        try
        {
            var accepted = new Dictionary<string, string> { ["A.g.cs"] = "a\n", ["B.g.cs"] = "b\n" };
            Snapshot.Verify(folder, accepted, accept: true);
            Snapshot.Verify(folder, accepted, accept: false);

            Assert.ThrowsAny<Exception>(() => Snapshot.Verify(folder, new Dictionary<string, string> { ["A.g.cs"] = "a\n", ["B.g.cs"] = "c\n" }, accept: false));
            Assert.Equal("c\n", File.ReadAllText(Path.Combine(folder, "B.received.cs")));
            Assert.ThrowsAny<Exception>(() => Snapshot.Verify(folder, new Dictionary<string, string> { ["A.g.cs"] = "a\n" }, accept: false));
            Assert.ThrowsAny<Exception>(() => Snapshot.Verify(folder, new Dictionary<string, string>(accepted) { ["C.g.cs"] = "c\n" }, accept: false));

            Snapshot.Verify(folder, new Dictionary<string, string> { ["C.g.cs"] = "c\n" }, accept: true);
            Assert.Equal(["C.verified.cs"], Directory.GetFiles(folder).Select(Path.GetFileName));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_run_fails_when_what_is_generated_does_not_compile()
    {
        // A class of the user hides the one that generated code refers to.
        var project = new TestProject { Sources = ["""namespace Shop; [Fw24.DynamoTable("orders")] public sealed record Order([property: Fw24.PartitionKey] string Id);""", "namespace System.CodeDom.Compiler; public sealed class GeneratedCodeAttribute : System.Attribute;"] };

        Assert.ThrowsAny<Exception>(() => GeneratorTest.Run(project));
    }
}
