extern alias generator;

using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Fw24.Generators.Tests.Harness;
using generator::Fw24.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fw24.Generators.Tests;

/// <summary>Generated code causes no diagnostics in projects that are strict, old or heavily generic.</summary>
public sealed class StrictProjectTests
{
    private const string Key = "[PartitionKey] public required string Id { get; init; } ";

    [Theory]
    [InlineData("public Box<string>? A { get; init; } public Box<string?>? B { get; init; }", "public sealed record Box<T>(T Value);")]
    [InlineData("public Box<string>? A { get; init; } public Box<string?>? B { get; init; }", "public readonly record struct Box<T>(T Value);")]
    [InlineData("public Box<List<string>>? A { get; init; } public Box<List<string?>>? B { get; init; }", "public sealed class Box<T> { public T? Value { get; set; } }")]
    [InlineData("public Inner<string>? A { get; init; } public List<Box<string?>>? B { get; init; }", "public sealed record Box<T>(T Value); public sealed record Inner<T>(Box<T> Box);")]
    [InlineData("public string? AreEqualBox { get; init; } public string? AreEqualBoxValue { get; init; } public Box<string>? A { get; init; }", "public sealed record Box<T>(T Value);")]
    public void F6_one_generic_type_with_and_without_null_compiles(string properties, string types)
        => GeneratorTest.Run($"using Fw24; namespace Shop; [DynamoTable(\"jobs\"), StreamEnabled] public sealed class Job {{ {Key}{properties} }} {types}");

    [Theory]
    [InlineData("public sealed record Box<T>(T Value);")]
    [InlineData("public record Box<T>(T Value, List<T> Values);")]
    [InlineData("public readonly record struct Box<T>(T Value);")]
    [InlineData("public sealed class Box<T> { public T Value { get; set; } public T[] Values { get; set; } public Dictionary<string, T> Named { get; init; } }")]
    [InlineData("public sealed class Box<T> { public T Value { get; set; } = default; public required T Other { get; init; } }")]
    [InlineData("public sealed class Box<T>(T value) { public T Value { get; set; } = value; }")]
    [InlineData("\n#nullable enable\npublic sealed record Box<T>(T Value);")]
    [InlineData("\n#nullable enable\npublic sealed record Box<T>(T? Value);")]
    [InlineData("\n#nullable enable\npublic sealed class Box<T> { public T? Value { get; set; } public required T Other { get; init; } }")]
    public void F6_a_generic_type_whose_arguments_nullability_is_not_declared_compiles(string box)
        => GeneratorTest.Run($$"""
            using Fw24; namespace Shop;
            [DynamoTable("jobs"), StreamEnabled] public sealed class Job
            {
                {{Key}}
            #nullable disable
                public Box<string> A { get; init; } public List<Box<string>> B { get; set; } public Box<int> C { get; set; } public Box<Box<string>> D { get; set; }
            }
            {{box}}
            """);

    [Theory]
    [InlineData("public State State { get; set; }", "public enum State { Open, [Obsolete(\"Use Open.\")] Started, Closed }")]
    [InlineData("public List<State>? States { get; set; } public Dictionary<string, State?>? Named { get; set; }", "public enum State { Open, [Obsolete] Started, [System.Diagnostics.CodeAnalysis.Experimental(\"SHOP01\")] Halted }")]
    [InlineData("[Obsolete(\"For serializers.\")] public Job() { }", "")]
    [InlineData("[System.Diagnostics.CodeAnalysis.Experimental(\"SHOP01\")] public Job() { }", "")]
    [InlineData("[Obsolete] public string? Old { get; set; } public string? Other { get; [Obsolete] set; }", "")]
    [InlineData("[Obsolete(\"Use Id.\", DiagnosticId = \"SHOP01\")] public string? Old { get; set; }", "")]
    [InlineData("public Part? Part { get; set; }", "public sealed class Part { [Obsolete] public Part() { } public Inner Inner { get; set; } public List<Inner>? Inners { get; set; } } public struct Inner { [Obsolete] public int X { get; set; } }")]
    [InlineData("\n#pragma warning disable\n public List<Part>? Parts { get; set; }\n#pragma warning restore\n", "[Obsolete] public sealed record Part(int X);")]
    [InlineData("\n#pragma warning disable\n public Dictionary<string, Part[]>? Parts { get; set; }\n#pragma warning restore\n", "[System.Diagnostics.CodeAnalysis.Experimental(\"SHOP01\")] public sealed record Part(int X);")]
    [InlineData("", "\n#pragma warning disable\n [Obsolete] public sealed class Mailer : JobChangeHandler { protected override Task OnInsertedAsync(JobChange.Inserted c, ChangeContext x, CancellationToken t) => Task.CompletedTask; }")]
    [InlineData("", "\n#pragma warning disable\n [System.Diagnostics.CodeAnalysis.Experimental(\"SHOP01\")] public sealed class Mailer : JobChangeHandler { protected override Task OnInsertedAsync(JobChange.Inserted c, ChangeContext x, CancellationToken t) => Task.CompletedTask; }")]
    public void F7_what_is_obsolete_or_an_experiment_is_silent(string members, string types)
        => GeneratorTest.Run($"using Fw24; namespace Shop; [DynamoTable(\"jobs\"), StreamEnabled] public sealed class Job {{ {Key}{members} }} {types}");

    [Fact]
    public void F7_a_constructor_that_is_obsolete_as_an_error_is_not_called()
        => GeneratorTest.Run($"using Fw24; namespace Shop; [DynamoTable(\"jobs\")] public sealed class Job {{ [Obsolete(\"\", true)] public Job() {{ }} [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public Job(string id) => Id = id; {Key} }}");

    [Fact]
    public void F17_a_project_that_complies_with_the_CLS_has_no_warning()
        => GeneratorTest.Run($$"""
            using Fw24;
            [assembly: CLSCompliant(true)]
            [assembly: Fw24App("shop")]
            namespace Shop;

            [DynamoTable("orders"), StreamEnabled, Audit(AuditLoggerType.DynamoDb, AuditTableName = "trail"), GlobalIndex("by-text", PartitionKey = nameof(Text))]
            public sealed record Order
            {
                {{Key}}
                [SortKey] public required int Number { get; init; }
                public string? Text { get; init; }
                [CLSCompliant(false)] public uint Count { get; init; }
                public ReadOnlyMemory<byte>? Blob { get; init; }
                public HashSet<Uri> Links { get; init; } = [];
                public Money? Total { get; init; }
            }

            public sealed record Money(decimal Amount);

            public sealed class Mailer(ITable<Order> orders) : OrderChangeHandler
            {
                public ITable<Order> Orders { get; } = orders;

                protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;
            }
            """);

    [Fact]
    public void F17_the_generated_code_of_every_property_is_CSharp_12()
        => Assert.Empty(GeneratorTest.RunOnly(new TestProject { Sources = [ValidProject.SourceOfAll()], Language = LanguageVersion.CSharp12 }).Complaints);

    [Fact]
    public async Task F17_no_analyzer_of_the_platform_speaks_of_generated_code_or_because_of_it()
    {
        var test = GeneratorTest.RunOnly(new TestProject
        {
            Sources =
            [
                ValidProject.SourceOfAll(),
                """
                namespace Shop;

                internal sealed class Mailer : EntityChangeHandler
                {
                    protected override Task OnRemovedAsync(EntityChange.Removed change, Fw24.ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;
                }

                internal sealed class Unused;

                [System.CodeDom.Compiler.GeneratedCode("Fw24.Generators", "1.0")] public sealed partial class AppFunction { partial void Configure(int function); public void Call() => Configure(1); }
                public sealed partial class AppFunction { partial void Configure(int function) => System.Console.WriteLine(function); }
                public static class Other { private sealed class C { public int M(int x) => x; } public static int N() => new C().M(1); }
                """,
            ],
        });
        var analyzers = NetAnalyzers();
        var all = analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Where(static rule => rule.Id.StartsWith("CA", StringComparison.Ordinal)).Select(static rule => KeyValuePair.Create(rule.Id, ReportDiagnostic.Warn)).DistinctBy(static rule => rule.Key);
        var compilation = test.Output.WithOptions(test.Output.Options.WithSpecificDiagnosticOptions(all));

        var diagnostics = await compilation.WithAnalyzers([.. analyzers, new GeneratedUseSuppressor()], new AnalyzerOptions([], new TestOptions("Shop"))).GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);

        var told = diagnostics.Where(static diagnostic => diagnostic is { IsSuppressed: false, Severity: >= DiagnosticSeverity.Warning, Location.IsInSource: true }).ToList();
        Assert.DoesNotContain(told, diagnostic => !test.Input.SyntaxTrees.Any(tree => tree == diagnostic.Location.SourceTree));
        Assert.Equal(["CA1812: Unused"], told.Where(static diagnostic => diagnostic.Id is "CA1812").Select(static diagnostic => $"{diagnostic.Id}: {diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan)}"));
        Assert.Equal(["CA1822: M"], told.Where(static diagnostic => diagnostic.Id is "CA1822").Select(static diagnostic => $"{diagnostic.Id}: {diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan)}"));
    }

    // The analyzers of the SDK that builds these tests.
    private static ImmutableArray<DiagnosticAnalyzer> NetAnalyzers()
    {
        var folder = typeof(StrictProjectTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key is "NetAnalyzers").Value!;
        var context = new AssemblyLoadContext("NetAnalyzers");
        IEnumerable<string> files = ["Microsoft.CodeAnalysis.NetAnalyzers.dll", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll"];
        var assemblies = files.Select(file => context.LoadFromAssemblyPath(Path.Combine(folder, file))).ToList();
        return [.. assemblies
            .SelectMany(static assembly => assembly.GetTypes())
            .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsSubclassOf(typeof(DiagnosticSuppressor)) && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>()?.Languages.Contains(LanguageNames.CSharp) is true)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];
    }
}
