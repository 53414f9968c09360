using System.Diagnostics;
using System.Globalization;
using Fw24.Benchmarks.Generators;

namespace Fw24.Benchmarks;

/// <summary><c>build</c>: <c>dotnet build</c> of a project of 100 entities as one edits it, with the generator and without.</summary>
internal static class BuildContest
{
    private const int Entities = 100;
    private const int Rounds = 7;

    public static async Task<int> RunAsync()
    {
        var root = Directory.CreateTempSubdirectory("fw24-build-").FullName;
        try
        {
            Console.WriteLine($"build: \"dotnet build --no-restore\" of a project of {Entities} entities after an edit; time on the clock");
            var plain = await CreateAsync(Path.Combine(root, "plain"), withGenerator: false);
            var generated = await CreateAsync(Path.Combine(root, "generated"), withGenerator: true);
            var (without, with) = (new List<double>(), new List<double>());

            // The first round warms the build servers up, as the day's first build does.
            for (var round = 0; round <= Rounds; round++)
            {
                var (one, other) = (await BuildAsync(plain, round), await BuildAsync(generated, round));
                if (round > 0)
                {
                    without.Add(one);
                    with.Add(other);
                }
            }

            without.Sort();
            with.Sort();
            var (before, after) = (without[Rounds / 2], with[Rounds / 2]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"build overhead={(after / before) - 1:P0} without_s={before:0.00} with_s={after:0.00} least_without_s={without[0]:0.00} least_with_s={with[0]:0.00}"));
            return 0;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task<string> CreateAsync(string folder, bool withGenerator)
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
        for (var i = 0; i < Entities; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"Entity{i}.cs"), EntitySources.Entity(i));
        }

        await RunAsync(folder, "restore");
        return folder;
    }

    private static async Task<double> BuildAsync(string folder, int round)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "Unrelated.cs"), EntitySources.Unrelated(round));
        var started = Stopwatch.GetTimestamp();

        // The compiler's server, which a machine that builds only once may have turned off.
        await RunAsync(folder, "build", "--no-restore", "-p:UseSharedCompilation=true");
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task RunAsync(string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [.. arguments, "-v:q", "-nologo"]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed:\n{output}");
        }
    }
}
