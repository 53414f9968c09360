using System.Diagnostics;
using System.Security;
using System.Text.RegularExpressions;
using Fw24.Package.Tests.Harness;

[assembly: AssemblyFixture(typeof(Consumers))]

namespace Fw24.Package.Tests.Harness;

/// <summary>
/// The projects of <c>Consumers</c> in a folder outside the repository, with their own package cache that is empty at first, as for a
/// user who references the packages without this repository.
/// </summary>
public sealed partial class Consumers : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fw24-package-").FullName;
    private readonly List<string> _otherFolders = [];

    /// <summary>The <c>nuget.config</c> that the documentation shows, with the folder and the sources of this machine.</summary>
    internal string Configuration { get; private set; } = "";

    /// <summary>The output of the build of <c>Consumers.slnx</c>.</summary>
    internal CommandResult Build { get; private set; } = new(-1, "Not built.");

    /// <summary>Gets the path of a file of the consumers.</summary>
    internal string this[string path] => Path.Combine(_folder, path);

    /// <summary>Copies the projects, and builds those without a mistake.</summary>
    /// <returns>A task that ends with the build.</returns>
    public async ValueTask InitializeAsync()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Consumers");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = this[Path.GetRelativePath(source, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        // Our package ids are restored only from our folder, even if another source has them; all others from the machine's sources.
        Configuration = await ConfigurationAsync();
        await File.WriteAllTextAsync(this["nuget.config"], Configuration);
        await File.WriteAllTextAsync(this["Directory.Packages.props"], $"""
            <Project>
              <Import Project="{TestPaths.Repository}Directory.Packages.props" />
              <ItemGroup>
                <PackageVersion Include="Fw24" Version="{TestPaths.PackageVersion}" />
                <PackageVersion Include="Fw24.Local" Version="{TestPaths.PackageVersion}" />
                <PackageVersion Include="Fw24.Console" Version="{TestPaths.PackageVersion}" />
              </ItemGroup>
            </Project>
            """);
        Build = await DotnetAsync("build", "Consumers.slnx", "-nologo", "-v", "minimal", "-p:RunAnalyzers=true");
    }

    /// <summary>Copies projects into a separate folder among the others.</summary>
    internal void Copy(string folder, params string[] projects)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Consumers");
        foreach (var file in projects.SelectMany(project => Directory.EnumerateFiles(Path.Combine(source, project), "*", SearchOption.AllDirectories)))
        {
            var target = this[Path.Combine(folder, Path.GetRelativePath(source, file))];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>Creates an empty folder outside the repository and outside the folder of the projects.</summary>
    internal string NewFolder()
    {
        var folder = Directory.CreateTempSubdirectory("fw24-start-").FullName;
        lock (_otherFolders)
        {
            _otherFolders.Add(folder);
        }

        return folder;
    }

    /// <summary>Runs a command of the SDK in another folder.</summary>
    internal Task<CommandResult> DotnetInAsync(string folder, params string[] arguments) => RunInAsync(folder, "dotnet", arguments);

    /// <summary>Runs <c>dotnet new</c> in another folder, with the templates that are installed in a home of its own.</summary>
    internal Task<CommandResult> NewInAsync(string folder, string home, params string[] arguments)
        => RunInAsync(folder, "dotnet", ["new", .. arguments], ("DOTNET_CLI_HOME", home), ("DOTNET_NOLOGO", "true"));

    /// <summary>Runs a command of the SDK.</summary>
    internal Task<CommandResult> DotnetAsync(params string[] arguments) => RunAsync("dotnet", arguments);

    /// <summary>Starts an app of the consumers as a function that it may or may not have, without a runtime API.</summary>
    internal Task<CommandResult> StartAsync(string project, string function)
        => RunAsync("dotnet", ["exec", this[$"{project}/bin/Debug/net10.0/{project}.dll"], $"FW24_FUNCTION={function}"], ("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:1"));

    /// <summary>Starts a program that is installed elsewhere.</summary>
    internal Task<CommandResult> ProgramAsync(string program, params string[] arguments) => RunAsync(program, arguments);

    /// <summary>Starts an executable as a function that it may or may not have, without a runtime API.</summary>
    internal Task<CommandResult> StartProgramAsync(string program, string function)
        => RunAsync(program, [$"FW24_FUNCTION={function}"], ("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:1"));

    /// <summary>Runs a file as a program, as a function that it may or may not have, without a runtime API.</summary>
    internal Task<CommandResult> RunFileAsync(string file, string function)
        => RunAsync("dotnet", ["run", this[file], $"FW24_FUNCTION={function}"], ("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:1"));

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var folder in _otherFolders.Append(_folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    private async Task<string> ConfigurationAsync()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(TestPaths.Repository, "docs/start/first-change.md"));
        var shown = ConfigurationBlock().Match(page).Groups["xml"].Value;
        var source = YourSource().Match(shown).Value;
        Assert.NotEmpty(source);
        var sources = await SourcesAsync();
        return shown
            .Replace(source, string.Concat(sources.Select(key => source.Replace("your-source", SecurityElement.Escape(key), StringComparison.Ordinal))), StringComparison.Ordinal)
            .Replace("/path/to/the/clone/artifacts/packages", TestPaths.Packages, StringComparison.Ordinal);
    }

    // The keys of the machine's sources: "  1.  key [Enabled]", in the requested language.
    private async Task<IReadOnlyList<string>> SourcesAsync()
    {
        var list = await RunAsync("dotnet", ["nuget", "list", "source"], ("DOTNET_CLI_UI_LANGUAGE", "en"));
        return [.. SourceLine().Matches(list.Output).Select(static match => match.Groups["key"].Value)];
    }

    [GeneratedRegex(@"^ *\d+\. +(?<key>.+) \[Enabled\]\r?$", RegexOptions.Multiline)]
    private static partial Regex SourceLine();

    [GeneratedRegex(@"^```xml\n(?<xml>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ConfigurationBlock();

    [GeneratedRegex(@"^ *<packageSource key=""your-source"">.*?</packageSource>\r?\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex YourSource();

    private Task<CommandResult> RunAsync(string command, string[] arguments, params (string Name, string Value)[] variables)
        => RunInAsync(_folder, command, arguments, variables);

    private async Task<CommandResult> RunInAsync(string folder, string command, string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // Removes the variables that the outer build or runner set for this process.
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase) || name.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["NUGET_PACKAGES"] = this["packages"];
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CommandResult(process.ExitCode, output + await errors);
    }
}
