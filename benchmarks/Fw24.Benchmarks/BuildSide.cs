using System.Diagnostics;
using Fw24.Benchmarks.Generators;

namespace Fw24.Benchmarks;

/// <summary>One project of the <c>build</c> contest.</summary>
/// <param name="folder">The project's folder.</param>
internal sealed class BuildSide(string folder)
{
    private readonly List<double> _seconds = [];

    /// <summary>The median of the measured builds, in seconds.</summary>
    public double Median => Sorted()[_seconds.Count / 2];

    /// <summary>The fastest of the measured builds, in seconds.</summary>
    public double Least => Sorted()[0];

    /// <summary>Writes the project and restores it.</summary>
    /// <param name="entities">The number of entities.</param>
    /// <param name="withGenerator">Indicates whether Fw24's generator and analyzers run.</param>
    /// <param name="withJson">Indicates whether System.Text.Json's generator implements a context of its entities.</param>
    public async Task CreateAsync(int entities, bool withGenerator = false, bool withJson = false)
    {
        Directory.CreateDirectory(folder);
        var analyzer = withGenerator ? $"<Analyzer Include=\"{Path.Combine(AppContext.BaseDirectory, "Fw24.Generators.dll")}\" />" : "";
        await File.WriteAllTextAsync(Path.Combine(folder, "Many.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{AppContext.BaseDirectory}Fw24.Attributes.dll;{AppContext.BaseDirectory}Fw24.Runtime.dll;{AppContext.BaseDirectory}AWSSDK.*.dll;{AppContext.BaseDirectory}Microsoft.Extensions.*.dll" />
                {analyzer}
              </ItemGroup>
            </Project>
            """);
        for (var i = 0; i < entities; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"Entity{i}.cs"), EntitySources.Entity(i));
        }

        if (withJson)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "ManyContext.cs"), EntitySources.JsonContext(entities));
        }

        await RunAsync("restore");
    }

    /// <summary>Builds the project after an edit that affects no entity.</summary>
    /// <param name="edit">The number of the edit.</param>
    /// <param name="isMeasured">Indicates whether the build counts.</param>
    public async Task BuildAsync(int edit, bool isMeasured)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "Unrelated.cs"), EntitySources.Unrelated(edit));
        var started = Stopwatch.GetTimestamp();

        // Enables the compiler server, which a machine that builds only once may have turned off.
        await RunAsync("build", "--no-restore", "-p:UseSharedCompilation=true");
        if (isMeasured)
        {
            _seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
    }

    private async Task RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [.. arguments, "-v:q", "-nologo"]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed:\n{output}");
        }
    }

    private List<double> Sorted() => [.. _seconds.Order()];
}
