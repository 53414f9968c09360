using Fw24.Infrastructure.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Fw24.Infrastructure.Tests;

public sealed class GenerationTests
{
    private const string Stack = """
        using Amazon.CDK;
        using Fw24;

        namespace Infra;

        [InfrastructureStack]
        public sealed partial class TestStack : Stack;
        """;

    private const string Entity = """
        namespace Shop;

        [DynamoTable("orders"), StreamEnabled]
        public sealed record Order([property: PartitionKey] string Id, string Status);

        public sealed class Watcher : OrderChangeHandler
        {
            protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """;

    [Theory]
    [InlineData("OrdersTable.g.cs")]
    [InlineData("CustomersTable.g.cs")]
    [InlineData("OrdersStack.g.cs")]
    [InlineData("OrdersStackProps.g.cs")]
    [InlineData("SharedResources.g.cs")]
    [InlineData("AppFunction.g.cs")]
    [InlineData("ChangeSubscriber.g.cs")]
    [InlineData("ChangeSubscriberProps.g.cs")]
    [InlineData("ChangeSubscriber.Audit.g.cs")]
    public void The_samples_constructs_are_as_verified(string file)
        => Snapshot.Verify(SampleFiles.Value[file], file.Replace(".g.cs", ""), "cs");

    [Fact]
    public void Internal_entities_and_handlers_that_a_reference_assembly_omits_are_part_of_the_stack()
    {
        var app = GeneratedApp.Library("Shop", TestApp.Usings + "[assembly: Fw24App(\"shop\")]\n" + Entity.Replace("public sealed", "internal sealed", StringComparison.Ordinal));
        var files = GeneratedApp.Files("Infra", [Stack], [app]);
        Assert.Contains("OrdersTable.g.cs", files.Keys);
        Assert.Contains("public ChangeSubscriber Watcher { get; }", files["OrdersTable.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Entities_of_the_stacks_own_project_are_part_of_it()
    {
        var files = GeneratedApp.Files("Infra", [Stack, TestApp.Usings + "[assembly: Fw24App(\"shop\")]\n" + Entity], []);
        Assert.Contains("OrdersTable.g.cs", files.Keys);
        Assert.Empty(Problems(GeneratedApp.Stack("Infra", [Stack, TestApp.Usings + "[assembly: Fw24App(\"shop\")]\n" + Entity], [])));
    }

    [Fact]
    public void A_program_and_its_libraries_are_one_app()
    {
        var library = GeneratedApp.Library("Shop.Entities", TestApp.Usings + Entity);
        var program = GeneratedApp.Library("Shop", TestApp.Usings + "[assembly: Fw24App(\"shop\", MemoryMegabytes = 2048)]\nreturn;\n[DynamoTable(\"own\")] public sealed record Own([property: PartitionKey] string Id);", OutputKind.ConsoleApplication, library);
        var files = GeneratedApp.Files("Infra", [Stack], [library, program]);
        Assert.Superset(new HashSet<string> { "OrdersTable.g.cs", "OwnTable.g.cs", "ShopStackProps.g.cs" }, files.Keys.ToHashSet());
        Assert.Contains("MemorySize = 2048", files["OrdersTable.g.cs"], StringComparison.Ordinal);

        // The app belongs to the program: the stack's project does not generate another one for the library.
        Assert.DoesNotContain(files.Keys, static name => name.EndsWith("App.g.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void Several_stacks_share_their_constructs()
    {
        var app = GeneratedApp.Library("Shop", TestApp.Usings + Entity);
        string[] sources = [Stack, Stack.Replace("TestStack", "OtherStack", StringComparison.Ordinal), Stack.Replace("namespace Infra", "namespace Infra.Elsewhere", StringComparison.Ordinal)];
        Assert.Superset(
            new HashSet<string> { "Infra.TestStack.g.cs", "Infra.Elsewhere.TestStack.g.cs", "OtherStack.g.cs", "OrdersTable.g.cs" },
            GeneratedApp.Files("Infra", sources, [app]).Keys.ToHashSet());
        Assert.Empty(Problems(GeneratedApp.Stack("Infra", sources, [app])));
    }

    [Fact]
    public void A_stack_in_the_entities_own_namespace_compiles()
    {
        // The entity's generated OrderTable, and the construct of the table "order".
        var app = GeneratedApp.Library("Shop", TestApp.Usings + Entity.Replace("\"orders\"", "\"order\"", StringComparison.Ordinal));
        string[] sources = [Stack.Replace("namespace Infra", "namespace Shop", StringComparison.Ordinal)];
        Assert.Contains("OrderTable2.g.cs", GeneratedApp.Files("Infra", sources, [app]).Keys);
        Assert.Empty(Problems(GeneratedApp.Stack("Infra", sources, [app])));
    }

    [Theory]
    [InlineData("public sealed class TestStack : Stack { public TestStack(Constructs.Construct scope) : base(scope, \"x\") { } }")]
    [InlineData("public sealed partial class TestStack;")]
    [InlineData("public partial class TestStack<T> : Stack;")]
    public void A_class_that_is_no_partial_stack_is_skipped(string declaration)
    {
        var app = GeneratedApp.Library("Shop", TestApp.Usings + Entity);
        Assert.Empty(GeneratedApp.Files("Infra", ["using Amazon.CDK; using Fw24; [InfrastructureStack] " + declaration], [app]));
    }

    [Fact]
    public void An_app_of_nothing_has_no_stack() => Assert.Empty(GeneratedApp.Files("Infra", [Stack], []));

    [Fact]
    public void A_filter_policy_of_too_many_values_is_left_to_the_handler()
    {
        // The limit is 150 combinations of values (SNS): 36 names and "*" with three operations and the handler's backfill are 148.
        Assert.Contains("[\"changed\"]", Files(36), StringComparison.Ordinal);
        Assert.DoesNotContain("[\"changed\"]", Files(37), StringComparison.Ordinal);

        static string Files(int properties)
        {
            var names = Enumerable.Range(1, properties).Select(static number => $"P{number}").ToList();
            var source = $$"""
                [DynamoTable("orders"), StreamEnabled]
                public sealed record Order
                {
                    [PartitionKey] public required string Id { get; init; }
                    {{string.Join("\n    ", names.Select(static name => $"public string? {name} {{ get; init; }}"))}}
                }

                [OnChange({{string.Join(", ", names.Select(static name => $"nameof(Order.{name})"))}})]
                public sealed class Watcher : OrderChangeHandler
                {
                    protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;
                    protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;
                    protected override Task OnRemovedAsync(OrderChange.Removed change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;
                }
                """;
            return GeneratedApp.Files("Infra", [Stack], [GeneratedApp.Library("Shop", TestApp.Usings + source)])["OrdersTable.g.cs"];
        }
    }

    [Theory]
    [InlineData("linux-x64", "X86_64", "x86_64")]
    [InlineData("linux-arm64", "ARM_64", "arm64")]
    public void Functions_have_the_architecture_that_they_are_published_for(string runtime, string cdk, string manifest)
    {
        var options = new BuildProperty("Fw24RuntimeIdentifier", runtime);
        var compilation = GeneratedApp.StackCompilation("Infra", [Stack, TestApp.Usings + Entity], []);
        var files = GeneratedApp.Driver(options).RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult().Results.Single().GeneratedSources.ToDictionary(static source => source.HintName, static source => source.SourceText.ToString());
        Assert.Contains($"Architecture = AwsLambda::Architecture.{cdk},", files["AppFunction.g.cs"], StringComparison.Ordinal);
        Assert.Contains($"\"architecture\": \"{manifest}\"", files["InfrastructureFiles.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_that_changes_nothing_emits_nothing()
    {
        var compilation = GeneratedApp.StackCompilation("Infra", [Stack, TestApp.Usings + Entity], []);
        var driver = GeneratedApp.Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);
        var edited = compilation.SyntaxTrees[0];
        var comment = edited.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From("// A comment above.\n" + edited.GetText(TestContext.Current.CancellationToken), System.Text.Encoding.UTF8));
        var result = driver.RunGenerators(compilation.ReplaceSyntaxTree(edited, comment), TestContext.Current.CancellationToken).GetRunResult().Results.Single();
        foreach (var step in new[] { "Stacks", "Infrastructure" })
        {
            Assert.All(result.TrackedSteps[step].SelectMany(static run => run.Outputs), static output => Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        }

        Assert.All(
            result.TrackedOutputSteps.SelectMany(static steps => steps.Value).SelectMany(static run => run.Outputs),
            static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void A_setting_that_changes_changes_its_tables_construct()
    {
        var compilation = GeneratedApp.StackCompilation("Infra", [Stack, TestApp.Usings + Entity], []);
        var driver = GeneratedApp.Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);
        var before = Table(driver);
        var changed = compilation.SyntaxTrees[1].WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(TestApp.Usings + Entity.Replace("StreamEnabled", "StreamEnabled(BatchSize = 77)", StringComparison.Ordinal), System.Text.Encoding.UTF8));
        var after = Table(driver.RunGenerators(compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], changed), TestContext.Current.CancellationToken));
        Assert.DoesNotContain("BatchSize = 77", before, StringComparison.Ordinal);
        Assert.Contains("BatchSize = 77", after, StringComparison.Ordinal);

        static string Table(GeneratorDriver driver) => driver.GetRunResult().Results.Single().GeneratedSources.Single(static source => source.HintName is "OrdersTable.g.cs").SourceText.ToString();
    }

    // The constructs that the sample's own build generates.
    private static Lazy<IReadOnlyDictionary<string, string>> SampleFiles { get; } = new(static () => GeneratedApp.Files(
        "Orders.Infra",
        [File.ReadAllText(Path.Combine(TestPaths.Repository, "samples/Orders/Orders.Infra/OrdersStack.cs"))],
        [MetadataReference.CreateFromFile(typeof(Orders.OrdersApp).Assembly.Location)]));

    private static IEnumerable<Diagnostic> Problems(Compilation compilation)
        => compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info);
}
