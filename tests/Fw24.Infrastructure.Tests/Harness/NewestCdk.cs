using System.Diagnostics;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Infrastructure.Tests.Harness;

/// <summary>
/// Synthesizes stacks with the newest CDK, in a process of its own. NuGet does not have everywhere what it depends on, but npm does, and
/// AWS's own tool
/// (jsii-pacmak) makes of an npm package the sources of the assembly in the NuGet package.
/// </summary>
internal sealed class NewestCdk : IDisposable
{
    private const string Program = """
        using System;
        using System.IO;
        using System.Reflection;
        using Amazon.CDK;
        using Amazon.CDK.AWS.Lambda;

        var app = new App(new AppProps { Outdir = args[0], AnalyticsReporting = false });
        Func<Code> code = () => Code.FromAsset(args[1]);
        foreach (var name in args[2..])
        {
            var assembly = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, name + ".Infra.dll"));
            assembly.GetType("Infra.Entry")!.GetMethod("Make")!.Invoke(null, [app, name, code]);
        }

        app.Synth();
        """;

    private static readonly string[] s_ownAssemblies =
        ["Microsoft.Extensions.*.dll", "Newtonsoft.Json.dll", "Fw24.Attributes.dll", "Fw24.Runtime.dll", "Fw24.dll"];

    private static readonly string[] s_runtime = ["Amazon.JSII.Runtime.dll", "Newtonsoft.Json.dll"];

    private readonly string _folder = Directory.CreateTempSubdirectory("fw24-newest-").FullName;

    /// <summary>Synthesizes apps.</summary>
    /// <param name="apps">The apps.</param>
    /// <param name="functions">The folder of the functions' code.</param>
    /// <returns>The templates by their files' names.</returns>
    public IReadOnlyDictionary<string, string> Synthesize(IReadOnlyList<TestApp> apps, string functions)
    {
        CopyPackages();
        Make("constructs", "Constructs");
        Make("@aws-cdk/asset-awscli-v1", "Amazon.CDK.Asset.AwsCliV1");
        var cdk = MetadataReference.CreateFromFile(TestPaths.CdkAssembly(TestPaths.NewestCdk));
        foreach (var app in apps)
        {
            File.WriteAllBytes(
                Path.Combine(_folder, $"{app.Name}.Infra.dll"),
                GeneratedApp.Emit(GeneratedApp.Stack($"{app.Name}.Infra", [app.Stack], [app.Reference()], cdk)));
        }

        Compile(
            "Synthesis",
            OutputKind.ConsoleApplication,
            [Program],
            [],
            cdk,
            MetadataReference.CreateFromFile(Path.Combine(_folder, "Constructs.dll")));
        File.WriteAllText(Path.Combine(_folder, "Synthesis.runtimeconfig.json"), """
            {"runtimeOptions":{"tfm":"net10.0","framework":{"name":"Microsoft.NETCore.App","version":"10.0.0"}}}
            """);
        var output = Path.Combine(_folder, "cdk.out");
        Run("dotnet", _folder, ["exec", Path.Combine(_folder, "Synthesis.dll"), output, functions, .. apps.Select(static app => app.Name)]);
        return Directory.GetFiles(output, "*.template.json").ToDictionary(static file => Path.GetFileName(file), File.ReadAllText);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void CopyPackages()
    {
        var assemblies = TestPaths.PackageAssemblies("amazon.jsii.runtime", "1.142.0")
            .Concat(TestPaths.PackageAssemblies("amazon.cdk.asset.nodeproxyagentv6", "2.1.3"))
            .Concat(TestPaths.PackageAssemblies("amazon.cdk.cloudassembly.schema", "55.6.0"))
            .Append(TestPaths.CdkAssembly(TestPaths.NewestCdk))
            .Concat(s_ownAssemblies.SelectMany(static pattern => Directory.GetFiles(AppContext.BaseDirectory, pattern)));
        foreach (var assembly in assemblies)
        {
            File.Copy(assembly, Path.Combine(_folder, Path.GetFileName(assembly)));
        }
    }

    // As the package's own project would be built: the sources, and the npm package as a resource.
    private void Make(string package, string assembly)
    {
        var modules = Path.Combine(TestPaths.Project, "node_modules");
        var sources = Directory.CreateDirectory(Path.Combine(_folder, "sources")).FullName;
        Run("node", Path.Combine(modules, package), [Path.Combine(modules, "jsii-pacmak/bin/jsii-pacmak"), "--targets", "dotnet", "--code-only", "--no-npmignore", "--outdir", sources]);
        var made = Path.Combine(sources, "dotnet", assembly);
        var archive = Directory.GetFiles(made, "*.tgz").Single();
        Compile(
            assembly,
            OutputKind.DynamicallyLinkedLibrary,
            Directory.GetFiles(made, "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText),
            [new ResourceDescription($"{assembly}.{Path.GetFileName(archive)}", () => File.OpenRead(archive), isPublic: true)]);
    }

    private void Compile(
        string name,
        OutputKind kind,
        IEnumerable<string> sources,
        ResourceDescription[] resources,
        params MetadataReference[] references)
    {
        var version = CSharpSyntaxTree.ParseText("[assembly: System.Reflection.AssemblyVersion(\"1.0.0.0\")]");
        var compilation = CSharpCompilation.Create(
            name,
            [version, .. sources.Select(static source => CSharpSyntaxTree.ParseText(source))],
            [.. Net100.References.All, .. s_runtime.Select(name => MetadataReference.CreateFromFile(Path.Combine(_folder, name))), .. references],
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));
        using var stream = File.Create(Path.Combine(_folder, $"{name}.dll"));
        var result = compilation.Emit(stream, manifestResources: resources);
        Assert.True(
            result.Success,
            string.Join("\n", result.Diagnostics.Where(static diagnostic => diagnostic.Severity is DiagnosticSeverity.Error).Take(5)));
    }

    private static void Run(string program, string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION"] = "16,18,20,22,24";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(
            process.ExitCode is 0,
            $"{program} {arguments[0]}: {(errors.Length > 2_000 ? errors[^2_000..] : errors)} {output.Result}");
    }
}
