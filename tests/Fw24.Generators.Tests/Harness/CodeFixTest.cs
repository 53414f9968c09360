using System.Collections.Immutable;
using Fw24.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Generators.Tests.Harness;

/// <summary>A project in a workspace, with the analyzers' diagnostics and the code fixes.</summary>
internal sealed class CodeFixTest
{
    private readonly Project _project;

    private CodeFixTest(Project project, GeneratorTest run, IReadOnlyList<Diagnostic> diagnostics)
        => (_project, Run, Diagnostics) = (project, run, diagnostics);

    /// <summary>All fixes of code, as an editor finds them.</summary>
    public static ImmutableArray<CodeFixProvider> Fixes { get; } =
    [
        .. typeof(SuggestedFix).Assembly.GetExportedTypes()
            .Where(static type => !type.IsAbstract && type.IsAssignableTo(typeof(SuggestedFix)))
            .OrderBy(static type => type.Name, StringComparer.Ordinal)
            .Select(static type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    /// <summary>The rules that have a fix.</summary>
    public static IReadOnlySet<string> FixableIds { get; } = Fixes.SelectMany(static fix => fix.FixableDiagnosticIds).ToHashSet();

    /// <summary>The rules that have a fix for all places at once.</summary>
    public static IReadOnlySet<string> FixAllIds { get; } = Fixes.SelectMany(static fix => fix.GetFixAllProvider()?.GetSupportedFixAllDiagnosticIds(fix) ?? []).ToHashSet();

    /// <summary>The generator's run over the project.</summary>
    public GeneratorTest Run { get; }

    /// <summary>The analyzers' diagnostics, ordered by location.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>The errors of the sources and the generated code. The projects have no entry point, and generated infrastructure needs the real CDK.</summary>
    public IReadOnlyList<Diagnostic> Errors => [.. Run.Output.GetDiagnostics(TestContext.Current.CancellationToken)
        .Where(diagnostic => diagnostic is { Severity: DiagnosticSeverity.Error, Id: not "CS5001" } && Run.Input.SyntaxTrees.Any(tree => tree == diagnostic.Location.SourceTree))];

    /// <summary>Gets the sources, in order.</summary>
    public async Task<IReadOnlyList<string>> SourcesAsync()
    {
        var sources = new List<string>();
        foreach (var document in _project.Documents.Where(static document => document.Name.StartsWith("Source", StringComparison.Ordinal)))
        {
            sources.Add((await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString());
        }

        return sources;
    }

    /// <summary>Opens a project.</summary>
    public static Task<CodeFixTest> OpenAsync(params string[] sources) => OpenLockedAsync(null, sources);

    /// <summary>Opens a project with a lock.</summary>
    public static Task<CodeFixTest> OpenLockedAsync(string? @lock, params string[] sources)
    {
        // The workspace lives as long as its projects.
        var project = new AdhocWorkspace().AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Shop", "Shop", LanguageNames.CSharp, compilationOptions: GeneratorTest.Options(isExecutable: true), parseOptions: GeneratorTest.ParseOptions, metadataReferences: TestReferences.All));
        project = project.AddDocument("Usings.cs", GeneratorTest.ImplicitUsings, filePath: "Usings.cs").Project;
        for (var index = 0; index < sources.Length; index++)
        {
            project = project.AddDocument($"Source{index}.cs", sources[index], filePath: $"Source{index}.cs").Project;
        }

        return OfAsync(@lock is null
            ? project
            : project.AddAdditionalDocument(LockText.FileName, @lock, filePath: LockText.FileName).Project);
    }

    /// <summary>Gets the text of the lock; <see langword="null"/> without one.</summary>
    public Task<string?> LockAsync() => LockAsync(_project);

    /// <summary>Gets the action that accepts the differences from the lock.</summary>
    public async Task<CodeAction> AcceptanceAsync(Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        await new LockFix().RegisterCodeFixesAsync(new CodeFixContext(Document(diagnostic), diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        return Assert.Single(actions);
    }

    /// <summary>Gets the fixes that are offered for a diagnostic.</summary>
    public async Task<IReadOnlyList<CodeAction>> OffersAsync(Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        foreach (var fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await fix.RegisterCodeFixesAsync(new CodeFixContext(Document(diagnostic), diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        }

        return actions;
    }

    /// <summary>Gets the project after an action.</summary>
    public async Task<CodeFixTest> AfterAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        return await OfAsync(Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution.GetProject(_project.Id)!);
    }

    /// <summary>Gets the project after the only fix of a rule's first diagnostic.</summary>
    public async Task<CodeFixTest> FixedAsync(string id)
        => await AfterAsync(Assert.Single(await OffersAsync(Diagnostics.First(diagnostic => diagnostic.Id == id))));

    /// <summary>Gets the project after a fix of all places at once; <see langword="null"/> if it is not offered.</summary>
    public async Task<CodeFixTest?> FixedEverywhereAsync(string id)
    {
        var diagnostic = Diagnostics.First(diagnostic => diagnostic.Id == id);
        var offer = Assert.Single(await OffersAsync(diagnostic));
        foreach (var fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(id)))
        {
            if (fix.GetFixAllProvider() is { } all && all.GetSupportedFixAllDiagnosticIds(fix).Contains(id))
            {
                var context = new FixAllContext(Document(diagnostic), fix, FixAllScope.Project, offer.EquivalenceKey, [id], new Reported(Diagnostics), TestContext.Current.CancellationToken);
                return await all.GetFixAsync(context) is { } action ? await AfterAsync(action) : null;
            }
        }

        return null;
    }

    private static async Task<CodeFixTest> OfAsync(Project project)
    {
        var compilation = (CSharpCompilation)(await project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        var run = GeneratorTest.RunOnly(compilation, "Shop");
        return new CodeFixTest(project, run, await AnalyzerTest.DiagnosticsAsync(run, @lock: await LockAsync(project)));
    }

    private static async Task<string?> LockAsync(Project project)
        => project.AdditionalDocuments.SingleOrDefault() is { } document
            ? (await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString()
            : null;

    private Document Document(Diagnostic diagnostic) => _project.GetDocument(diagnostic.Location.SourceTree)!;

    private sealed class Reported(IReadOnlyList<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
            => Task.FromResult(diagnostics.Where(diagnostic => document.Project.GetDocument(diagnostic.Location.SourceTree) == document));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
