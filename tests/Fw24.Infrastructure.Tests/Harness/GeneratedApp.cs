extern alias generators;

using Basic.Reference.Assemblies;
using Fw24.Generators.Tests.Harness;
using generators::Fw24.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;

namespace Fw24.Infrastructure.Tests.Harness;

/// <summary>Compiles apps and their stacks as a user's build does: generated first, with the app as a reference assembly.</summary>
internal static class GeneratedApp
{
    private static readonly MetadataReference[] s_references =
    [
        .. Net100.References.All,
        .. new[]
        {
            typeof(DynamoTableAttribute), typeof(Fw24App), typeof(Microsoft.Extensions.DependencyInjection.IServiceCollection), typeof(Microsoft.Extensions.Logging.ILogger),
        }.Select(static type => MetadataReference.CreateFromFile(type.Assembly.Location)),
    ];

    private static readonly MetadataReference[] s_cdk =
    [
        .. new[] { typeof(Constructs.Construct), typeof(Amazon.JSII.Runtime.Deputy.DeputyBase) }.Select(static type => MetadataReference.CreateFromFile(type.Assembly.Location)),
    ];

    private static readonly MetadataReference s_cdkLib = MetadataReference.CreateFromFile(typeof(Amazon.CDK.App).Assembly.Location);

    /// <summary>Compiles an app and gets its reference assembly, which contains nothing internal.</summary>
    public static MetadataReference Library(string name, string source, OutputKind kind = OutputKind.DynamicallyLinkedLibrary, params MetadataReference[] references)
    {
        var compilation = Compilation(name, kind, [source], [.. s_references, .. references]);
        var (output, _) = Run(compilation);
        using var stream = new MemoryStream();
        Succeed(output.Emit(stream, options: new EmitOptions(metadataOnly: true, includePrivateMembers: false)), name);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    /// <summary>Compiles a stack without warnings.</summary>
    /// <param name="name">The assembly's name.</param>
    /// <param name="sources">Its sources.</param>
    /// <param name="references">The apps of the stack.</param>
    /// <param name="cdk">CDK's assembly. Default: the one that the tests run with.</param>
    public static Compilation Stack(string name, string[] sources, MetadataReference[] references, MetadataReference? cdk = null)
        => Run(StackCompilation(name, sources, references, cdk)).Output;

    /// <summary>Gets the files that are generated for a stack, by name.</summary>
    public static IReadOnlyDictionary<string, string> Files(string name, string[] sources, MetadataReference[] references)
        => Run(StackCompilation(name, sources, references, null)).Result.Results.Single().GeneratedSources.ToDictionary(static source => source.HintName, static source => source.SourceText.ToString());

    /// <summary>Gets a stack's compilation before the generator runs.</summary>
    public static CSharpCompilation StackCompilation(string name, string[] sources, MetadataReference[] references, MetadataReference? cdk = null)
        => Compilation(name, OutputKind.DynamicallyLinkedLibrary, sources, [.. s_references, .. s_cdk, cdk ?? s_cdkLib, .. references]);

    /// <summary>Creates a driver that tracks its steps.</summary>
    /// <param name="options">The build's options for the generator.</param>
    public static GeneratorDriver Driver(AnalyzerConfigOptionsProvider? options = null) => CSharpGeneratorDriver.Create(
        [new Fw24Generator().AsSourceGenerator()],
        parseOptions: s_parseOptions,
        optionsProvider: options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Gets the manifest of a stack that is complete.</summary>
    public static string Manifest(Amazon.CDK.Stack stack)
    {
        var shared = stack.GetType().GetProperty("Shared")!.GetValue(stack)!;
        var files = shared.GetType().Assembly.GetType($"{shared.GetType().Namespace}.InfrastructureFiles")!;
        return (string)files.GetMethod(nameof(Manifest))!.Invoke(null, [stack, shared])!;
    }

    /// <summary>Gets what an app's attributes say in its manifest.</summary>
    /// <param name="files">The generated class <c>InfrastructureFiles</c>.</param>
    public static string Declared(Type files)
        => (string)files.GetMethod(nameof(Declared), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
            .Invoke(null, [null, new Dictionary<string, string>()])!;

    /// <summary>Emits a compilation.</summary>
    public static byte[] Emit(Compilation compilation)
    {
        using var stream = new MemoryStream();
        Succeed(compilation.Emit(stream), compilation.AssemblyName!);
        return stream.ToArray();
    }

    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static CSharpCompilation Compilation(string name, OutputKind kind, IEnumerable<string> sources, IEnumerable<MetadataReference> references) => CSharpCompilation.Create(
        name,
        sources.Select(static (source, index) => CSharpSyntaxTree.ParseText(source, s_parseOptions, $"Source{index}.cs", System.Text.Encoding.UTF8)),
        references,
        new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable, generalDiagnosticOption: ReportDiagnostic.Error)
            .WithSpecificDiagnosticOptions(new Dictionary<string, ReportDiagnostic> { ["CS1591"] = ReportDiagnostic.Suppress, ["CS1701"] = ReportDiagnostic.Suppress, ["CS1702"] = ReportDiagnostic.Suppress }));

    private static (Compilation Output, GeneratorDriverRunResult Result) Run(CSharpCompilation compilation)
    {
        var driver = Driver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        var result = driver.GetRunResult();
        Assert.All(result.Results, static result => Assert.Null(result.Exception));
        return (output.WithNullableWarnings(compilation), result);
    }

    private static void Succeed(EmitResult result, string name)
    {
        var problems = result.Diagnostics.Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info).Take(10).ToList();
        Assert.True(result.Success && problems.Count is 0, $"{name} does not compile: {string.Join(" ", problems)}");
    }
}
