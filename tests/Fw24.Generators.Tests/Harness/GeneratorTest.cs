extern alias generator;

using System.Collections.Immutable;
using generator::Fw24.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Generators.Tests.Harness;

/// <summary>Runs the generator over sources as a compiler would, and asserts the invariants of every run.</summary>
internal sealed class GeneratorTest
{
    /// <summary>The implicit usings of a project's SDK, which the sample relies on.</summary>
    public const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>The parse options of a test's sources.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    // Suppressed by a project's SDK: references were compiled against older platforms.
    private static readonly KeyValuePair<string, ReportDiagnostic>[] s_turnedOff = [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)];

    // Compilations that begin with this one share its references' symbols.
    private static readonly CSharpCompilation s_empty
        = CSharpCompilation.Create(new TestProject { Sources = [] }.AssemblyName, [], TestReferences.All, Options(isExecutable: false));

    private GeneratorTest(CSharpCompilation input, GeneratorDriver driver)
    {
        Input = input;
        Driver = driver.RunGeneratorsAndUpdateCompilation(input, out var output, out var diagnostics);
        Output = output;
        GeneratorDiagnostics = diagnostics;
    }

    /// <summary>The compilation before the generator.</summary>
    public CSharpCompilation Input { get; }

    /// <summary>The compilation with the generated code.</summary>
    public Compilation Output { get; }

    public GeneratorDriver Driver { get; }

    public ImmutableArray<Diagnostic> GeneratorDiagnostics { get; }

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>The generated files by name.</summary>
    public SortedDictionary<string, string> Files
        => new(Result.GeneratedSources.ToDictionary(static source => source.HintName, static source => source.SourceText.ToString()), StringComparer.Ordinal);

    /// <summary>
    /// The warnings and errors of the compilation with the generated code, including those of its nullability and its unused usings. Test sources need no
    /// documentation.
    /// </summary>
    public IReadOnlyList<Diagnostic> Complaints => [.. Output.WithNullableWarnings(Input).GetDiagnostics()
        .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning || (diagnostic.Id is "CS8019" && !Input.SyntaxTrees.Any(tree => tree == diagnostic.Location.SourceTree)))
        .Where(diagnostic => diagnostic.Id is not "CS1591" || !Input.SyntaxTrees.Any(tree => tree == diagnostic.Location.SourceTree))];

    /// <summary>Runs the generator over a library of one source, and asserts the invariants of every run.</summary>
    public static GeneratorTest Run(string source) => Run(new TestProject { Sources = [source] });

    /// <summary>Runs the generator over a project, and asserts the invariants of every run.</summary>
    public static GeneratorTest Run(TestProject project)
    {
        var test = RunOnly(project);
        test.AssertSound();
        return test;
    }

    /// <summary>Runs the generator over a project without assertions.</summary>
    public static GeneratorTest RunOnly(TestProject project)
    {
        var options = ParseOptions.WithLanguageVersion(project.Language ?? ParseOptions.LanguageVersion);
        var trees = project.Sources
            .Append(ImplicitUsings)
            .Select((source, index) => CSharpSyntaxTree.ParseText(source, options, $"Source{index}.cs", System.Text.Encoding.UTF8));
        var empty = project.References is { } references ? s_empty.WithReferences(references) : s_empty;
        var input = empty.WithAssemblyName(project.AssemblyName).WithOptions(Options(project.IsExecutable)).AddSyntaxTrees(trees);
        return RunOnly(input, project.RootNamespace, project.WritesLock);
    }

    /// <summary>Runs the generator over a compilation without assertions.</summary>
    public static GeneratorTest RunOnly(CSharpCompilation input, string? rootNamespace, bool writesLock = false)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new Fw24Generator().AsSourceGenerator()],
            optionsProvider: new TestOptions(rootNamespace, writesLock),
            parseOptions: input.SyntaxTrees.Length is 0 ? ParseOptions : (CSharpParseOptions)input.SyntaxTrees[0].Options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new GeneratorTest(input, driver);
    }

    /// <summary>The compilation options of a test's project.</summary>
    public static CSharpCompilationOptions Options(bool isExecutable) => new(
        isExecutable ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: NullableContextOptions.Enable,
        deterministic: true,
        specificDiagnosticOptions: s_turnedOff);

    /// <summary>Runs the same driver over a changed compilation.</summary>
    public GeneratorTest Then(Func<CSharpCompilation, CSharpCompilation> change) => new(change(Input), Driver);

    /// <summary>Runs the same driver after one source was replaced.</summary>
    public GeneratorTest ThenReplace(int index, Func<string, string> edit) => Then(compilation =>
    {
        var tree = compilation.SyntaxTrees[index];
        var text = edit(tree.ToString());
        Assert.NotEqual(tree.ToString(), text);
        return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, ParseOptions, tree.FilePath, System.Text.Encoding.UTF8));
    });

    /// <summary>Runs the same driver after a source was added.</summary>
    public GeneratorTest ThenAdd(string source)
        => Then(compilation => compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, ParseOptions, "Added.cs", System.Text.Encoding.UTF8)));

    /// <summary>The names of the files that this run printed again, compared with an earlier run of the same driver.</summary>
    public IReadOnlyList<string> PrintedSince(GeneratorTest before)
    {
        var earlier = before.Result.GeneratedSources.ToDictionary(static source => source.HintName, static source => source.SourceText);
        return [.. Result.GeneratedSources
            .Where(source => !earlier.TryGetValue(source.HintName, out var text) || !ReferenceEquals(text, source.SourceText))
            .Select(static source => source.HintName)
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Compiles the project with its generated code.</summary>
    public MetadataReference ToReference()
    {
        using var stream = new MemoryStream();
        var result = Output.Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    /// <summary>
    /// Asserts that there is no exception and no complaint, that the model holds no compiler objects, and that a trivial edit causes no new output.
    /// </summary>
    public void AssertSound()
    {
        Assert.Null(Result.Exception);
        Assert.Empty(GeneratorDiagnostics);

        // Each use compiles everything again.
        var complaints = Complaints;
        Assert.True(complaints.Count is 0, Explain(complaints));
        Assert.All(Files.Values, static file => Assert.DoesNotContain("\n\n\n", file, StringComparison.Ordinal));
        ModelWalker.AssertFreeOfSymbols(this);
        AssertCached();
    }

    private void AssertCached()
    {
        var again = Then(static compilation => compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Select(static tree =>
            CSharpSyntaxTree.ParseText("// Moved down by a line.\n" + tree, (CSharpParseOptions)tree.Options, tree.FilePath, System.Text.Encoding.UTF8))));
        foreach (var (name, steps) in again.Result.TrackedSteps.Where(static step => TrackedSteps.Names.Contains(step.Key)))
        {
            foreach (var (_, reason) in steps.SelectMany(static step => step.Outputs))
            {
                Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{name} was {reason} after an edit that says nothing.");
            }
        }

        Assert.All(again.Result.TrackedOutputSteps.Values.SelectMany(static steps => steps).SelectMany(static step => step.Outputs), static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        Assert.Empty(again.PrintedSince(this));
    }

    private static string Explain(IReadOnlyList<Diagnostic> complaints) => string.Join('\n', complaints.Select(static complaint =>
        $"{complaint}\n    {complaint.Location.SourceTree?.GetText().Lines[complaint.Location.GetLineSpan().StartLinePosition.Line]}"));
}
