extern alias generators;

using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Text.RegularExpressions;
using Basic.Reference.Assemblies;
using Fw24.Generators.Tests.Harness;
using Fw24.Local;
using Fw24.Model;
using generators::Fw24.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fw24.Integration.Tests.Harness.Releases;

/// <summary>
/// A version of the app in the folder <c>Releases</c>, compiled as a strict project. A comment that is an id, such as <c>// FW24606</c>,
/// expects that diagnostic: at the end of a line on that line, and alone on a line on the next one.
/// </summary>
internal sealed partial class Release
{
    private const string Outdated = "FW24639";

    // The usings of a project's SDK, and what makes it an app: only a program's lock has the names that derive from the app's.
    private const string Program = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;

        internal static class Program
        {
            private static void Main()
            {
            }
        }
        """;

    private static readonly MetadataReference[] s_references =
    [
        .. Net100.References.All,
        .. new[]
        {
            typeof(DynamoTableAttribute), typeof(Fw24App), typeof(LocalCloud),
            typeof(Amazon.DynamoDBv2.AmazonDynamoDBClient), typeof(Amazon.Runtime.AmazonServiceException),
            typeof(Microsoft.Extensions.DependencyInjection.IServiceCollection), typeof(Microsoft.Extensions.Logging.ILogger),
        }.Select(static type => MetadataReference.CreateFromFile(type.Assembly.Location)),
    ];

    // What a project's SDK suppresses, and documentation, which an app needs none of.
    private static readonly string[] s_suppressed = ["CS1591", "CS1701", "CS1702"];

    private static readonly CSharpCompilationOptions s_strict = new(
        OutputKind.ConsoleApplication,
        nullableContextOptions: NullableContextOptions.Enable,
        generalDiagnosticOption: ReportDiagnostic.Error,
        specificDiagnosticOptions: s_suppressed.Select(static id => KeyValuePair.Create(id, ReportDiagnostic.Suppress)));

    private readonly Compilation _compilation;
    private readonly SyntaxTree _source;
    private readonly Lazy<Assembly> _assembly;

    /// <summary>Compiles a version.</summary>
    /// <param name="number">Its number, which its file has.</param>
    /// <param name="isNaive">Indicates whether its step is taken without the remedy.</param>
    public Release(int number, bool isNaive = false)
    {
        (Number, IsNaive) = (number, isNaive);
        var options = new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.Diagnose)
            .WithPreprocessorSymbols((string[])(isNaive ? ["NAIVE"] : []));
        var file = string.Create(CultureInfo.InvariantCulture, $"V{number:00}.cs");
        _source = CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(Folder, file)), options, file, Encoding.UTF8);
        var program = CSharpSyntaxTree.ParseText(Program, options, encoding: Encoding.UTF8);
        var input = CSharpCompilation.Create("Shop", [_source, program], s_references, s_strict);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new Fw24Generator().AsSourceGenerator()], optionsProvider: new TestOptions("Shop", writesLock: true), parseOptions: options);
        driver = driver.RunGeneratorsAndUpdateCompilation(input, out _compilation, out _);
        Lock = LockIn(driver.GetRunResult());
        _assembly = new Lazy<Assembly>(Load);
    }

    /// <summary>All versions with their remedies, in their order.</summary>
    public static IReadOnlyList<Release> All { get; }
        = [.. Enumerable.Range(1, Directory.GetFiles(Folder, "V*.cs").Length).Select(static number => new Release(number))];

    public int Number { get; }

    /// <summary>Indicates whether its step is taken without the remedy.</summary>
    public bool IsNaive { get; }

    /// <summary>The lock that the build writes.</summary>
    public string Lock { get; }

    /// <summary>The app's model.</summary>
    public AppModel Model => _assembly.Value.GetTypes()
        .Select(static type => type.GetProperty("Model", BindingFlags.Public | BindingFlags.Static)).OfType<PropertyInfo>()
        .Select(static property => property.GetValue(null)).OfType<AppModel>().Single();

    /// <summary>The diagnostics that the source expects, such as <c>V03.cs(12): FW24606</c>.</summary>
    public IEnumerable<string> Expected => _source.GetRoot().DescendantTrivia()
        .Where(static trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && Expectation().IsMatch(trivia.ToString()))
        .Select(static trivia => $"{Place(trivia.Token.GetLocation())}: {trivia.ToString()[3..]}")
        .Order(StringComparer.Ordinal);

    /// <summary>Indicates whether it no longer reads what earlier versions wrote, so that items are written again before.</summary>
    public bool ForgetsOldForms => Expected.Any(static diagnostic => diagnostic.EndsWith(": FW24640", StringComparison.Ordinal));

    /// <summary>Gets the diagnostics of the build with the lock of another version, except that it is out of date.</summary>
    /// <param name="deployed">The version that is deployed.</param>
    public async Task<IEnumerable<string>> ReportedAsync(Release deployed)
    {
        var analyzers = typeof(Fw24Generator).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);
        var diagnostics = await _compilation
            .WithAnalyzers([.. analyzers], new AnalyzerOptions([new LockText(deployed.Lock)], new TestOptions("Shop")))
            .GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        return diagnostics
            .Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden && diagnostic.Id is not Outdated)
            .Select(static diagnostic => $"{Place(diagnostic.Location)}: {diagnostic.Id}")
            .Order(StringComparer.Ordinal);
    }

    public Task PlaceAsync(LocalCloud cloud, string order) => (Task)Business(nameof(PlaceAsync), cloud, order);

    public Task ChangeAsync(LocalCloud cloud, string order) => (Task)Business(nameof(ChangeAsync), cloud, order);

    public Task RemoveAsync(LocalCloud cloud, string order) => (Task)Business(nameof(RemoveAsync), cloud, order);

    public Task<string?> ReadAsync(LocalCloud cloud, string order) => (Task<string?>)Business(nameof(ReadAsync), cloud, order);

    public Task<int> CountAsync(LocalCloud cloud, string order) => (Task<int>)Business(nameof(CountAsync), cloud, order);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"v{Number}");

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Releases");

    private object Business(string method, LocalCloud cloud, string order)
        => _assembly.Value.GetTypes().Single(static type => type.Name is "Business").GetMethod(method)!.Invoke(null, [cloud, order])!;

    private Assembly Load()
    {
        using var image = new MemoryStream();
        var result = _compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        return new AssemblyLoadContext(ToString()).LoadFromStream(image);
    }

    // The build extracts the lock from a generated file, in which the compiler skips it.
    private static string LockIn(GeneratorDriverRunResult run)
        => run.GeneratedTrees.Single(static tree => Path.GetFileName(tree.FilePath) is "Fw24.Lock.g.cs").GetRoot()
            .DescendantTrivia().Single(static trivia => trivia.IsKind(SyntaxKind.DisabledTextTrivia)).ToString();

    private static string Place(Location location)
    {
        var span = location.GetLineSpan();
        return string.Create(CultureInfo.InvariantCulture, $"{span.Path}({span.StartLinePosition.Line + 1})");
    }

    [GeneratedRegex(@"^// FW24\d{3}$")]
    private static partial Regex Expectation();
}
