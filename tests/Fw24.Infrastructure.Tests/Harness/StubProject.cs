using System.Diagnostics;

namespace Fw24.Infrastructure.Tests.Harness;

/// <summary>
/// A project outside the repository that imports the build target. Its program stands in for a CDK app: it writes what CDK would write, or
/// fails on request, so that the target is tested without Node.
/// </summary>
internal sealed class StubProject : IDisposable
{
    private const string Program = """
        
        string Variable(string name) => System.Environment.GetEnvironmentVariable(name)!;
        if (System.IO.File.Exists("fail")) throw new System.InvalidOperationException("The stack is impossible.\n    at Stack (stack.js:1:2)\nIt's 100% of $(this); and that.");
        System.Console.Error.WriteLine("A line that nobody asked for.");
        System.IO.Directory.CreateDirectory(Variable("CDK_OUTDIR"));
        System.IO.File.WriteAllText(System.IO.Path.Combine(Variable("CDK_OUTDIR"), "manifest.json"), Variable("FW24_FUNCTION_ASSET"));
        System.IO.File.WriteAllText(Variable("FW24_MANIFEST_FILE"), "{}");
        System.IO.File.WriteAllText(Variable("FW24_TOPOLOGY_FILE"), "#");
        System.IO.File.WriteAllText(Variable("FW24_WARNINGS_FILE"), System.IO.File.Exists("warnings") ? System.IO.File.ReadAllText("warnings") : "");
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("fw24-build-").FullName;
    private readonly string _folder;

    /// <summary>Writes the project.</summary>
    /// <param name="publishes">Indicates whether it references an app, whose functions are published; otherwise they are given.</param>
    /// <param name="folder">The name of the folder that contains everything.</param>
    public StubProject(bool publishes = false, string folder = "stub")
    {
        _folder = Directory.CreateDirectory(Path.Combine(_root, folder)).FullName;
        var infra = Directory.CreateDirectory(Path.Combine(_folder, "Infra")).FullName;
        var functions = publishes ? "" : "<Fw24Functions>../functions</Fw24Functions>";
        File.WriteAllText(Path.Combine(infra, "Infra.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <NuGetAudit>false</NuGetAudit>
                <Fw24OldNode>true</Fw24OldNode>
                {functions}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Amazon.CDK.Lib" Version="{TestPaths.OldestCdk}" ExcludeAssets="all" />
                {(publishes ? "<ProjectReference Include=\"../App/App.csproj\" />" : "")}
              </ItemGroup>
              <Import Project="{Path.Combine(TestPaths.Repository, "src/Fw24.Runtime/buildTransitive/Fw24.targets")}" />
            </Project>
            """);
        File.WriteAllText(Path.Combine(infra, "Program.cs"), Program);
        Directory.CreateDirectory(Path.Combine(_folder, "functions"));
        File.WriteAllText(Path.Combine(_folder, "functions/bootstrap"), "");

        var app = Directory.CreateDirectory(Path.Combine(_folder, "App")).FullName;
        File.WriteAllText(Path.Combine(app, "App.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <NuGetAudit>false</NuGetAudit>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
              </PropertyGroup>
              <ItemGroup>
                <Content Include="data/words.xml" CopyToPublishDirectory="PreserveNewest" />
              </ItemGroup>
              <Import Project="{Path.Combine(TestPaths.Repository, "src/Fw24.Runtime/buildTransitive/Fw24.targets")}" />
            </Project>
            """);
        Directory.CreateDirectory(Path.Combine(app, "data"));
        File.WriteAllText(Path.Combine(app, "data/words.xml"), "<words/>");
        File.WriteAllText(Path.Combine(app, "Program.cs"), "System.Console.WriteLine(\"Served.\");");
    }

    /// <summary>Gets the path of a file of the project.</summary>
    public string this[string path] => Path.Combine(_folder, "Infra", path);

    /// <summary>The files outside of the project: created if part of a folder's name ran as a command.</summary>
    public IEnumerable<string> Strays => Directory.EnumerateFiles(_root, "marker*", SearchOption.AllDirectories);

    /// <summary>Gets the path of a file of the app.</summary>
    public string AppFile(string path) => Path.Combine(_folder, "App", path);

    /// <summary>Builds the project with additional arguments.</summary>
    public (int ExitCode, string Output) Build(params string[] arguments)
    {
        string[] restored = File.Exists(this["obj/project.assets.json"]) ? ["--no-restore"] : [];
        return Run(["build", "-nologo", "-v", "minimal", .. restored, .. arguments]);
    }

    /// <summary>Restores the project with additional arguments.</summary>
    public (int ExitCode, string Output) Restore(params string[] arguments) => Run(["restore", .. arguments]);

    /// <summary>Gets the values of properties as JSON.</summary>
    public string Properties(IEnumerable<string> names) => Run(["msbuild", "-nologo", $"-getProperty:{string.Join(',', names)}"]).Output;

    /// <summary>Publishes the app with additional arguments.</summary>
    public (int ExitCode, string Output) Publish(params string[] arguments)
        => Run(["publish", AppFile("App.csproj"), "-nologo", "-v", "minimal", "-o", AppFile("published"), .. arguments]);

    /// <summary>Cleans the project.</summary>
    public (int ExitCode, string Output) Clean() => Run(["clean", "-nologo", "-v", "minimal"]);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private (int ExitCode, string Output) Run(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = this["."], RedirectStandardOutput = true };

        // Removes the variables that the outer build set for this process.
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var dotnet = Process.Start(start)!;
        var output = dotnet.StandardOutput.ReadToEnd();
        dotnet.WaitForExit();
        return (dotnet.ExitCode, output);
    }
}
