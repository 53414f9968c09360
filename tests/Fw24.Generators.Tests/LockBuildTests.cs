using System.Diagnostics;
using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests;

/// <summary>The build target that writes the lock, and the builds that compare with it.</summary>
public sealed class LockBuildTests : IDisposable
{
    private const string Program = """
        using Fw24;

        return 0;

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }

            // What MSBuild would expand, split or unescape.
            [DynamoAttribute("$(Odd);@(Name)%3B'*?é")] public string? Mail { get; init; }
        }
        """;

    private static readonly string[] s_references =
    [
        "Fw24.Attributes", "Fw24.Runtime", "AWSSDK.Core", "AWSSDK.DynamoDBv2",
        "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.DependencyInjection.Abstractions",
        "Microsoft.Extensions.Logging", "Microsoft.Extensions.Logging.Abstractions",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("fw24-lock-").FullName;

    private string Lock => Path.Combine(_folder, LockText.FileName);

    [Fact]
    public void A_target_writes_the_lock_and_a_build_compares_with_it()
    {
        var references = string.Concat(s_references.Select(static name => $"<Reference Include=\"{Built(name)}\" />"));
        File.WriteAllText(Path.Combine(_folder, "Shop.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                {references}
                <Analyzer Include="{Built("Fw24.Generators")}" />
              </ItemGroup>
              <Import Project="{Path.Combine(Repository.Root, "src/Fw24.Runtime/buildTransitive/Fw24.targets")}" />
            </Project>
            """);
        Write(Program);
        Assert.DoesNotContain("FW246", Build(0), StringComparison.Ordinal);
        Assert.False(File.Exists(Lock));

        Build(0, "-t:Fw24Lock");
        Assert.Equal(LockTest.Of(Program), File.ReadAllText(Lock).ReplaceLineEndings("\n"));
        Assert.DoesNotContain("FW246", Build(0), StringComparison.Ordinal);

        var renamed = Program.Replace("*?é", "*?è", StringComparison.Ordinal);
        Write(renamed);
        Assert.Contains("error FW24606: Order.Mail is stored in", Build(1), StringComparison.Ordinal);

        // Differences do not prevent their acceptance.
        Build(0, "-t:Fw24Lock");
        Assert.Equal(LockTest.Of(renamed), File.ReadAllText(Lock).ReplaceLineEndings("\n"));
        Assert.DoesNotContain("FW246", Build(0), StringComparison.Ordinal);

        // It is written again even if nothing was compiled in between.
        File.WriteAllText(Lock, "<<<<<<< HEAD");
        Assert.Contains("error FW24638: Shop: fw24.lock.json cannot be read (line 1: a value is expected)", Build(1), StringComparison.Ordinal);
        Build(0, "-t:Fw24Lock");
        Build(0, "-t:Fw24Lock");
        Assert.Equal(LockTest.Of(renamed), File.ReadAllText(Lock).ReplaceLineEndings("\n"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Built(string assembly) => Path.Combine(AppContext.BaseDirectory, assembly + ".dll");

    private void Write(string program) => File.WriteAllText(Path.Combine(_folder, "Program.cs"), program);

    private string Build(int exitCode, params string[] arguments)
    {
        string[] restored = File.Exists(Path.Combine(_folder, "obj", "project.assets.json")) ? ["--no-restore"] : [];
        var start = new ProcessStartInfo("dotnet", ["build", "-nologo", "-v", "minimal", .. restored, .. arguments])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
        };

        // Removes the variables that the outer build set for this process.
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var dotnet = Process.Start(start)!;
        var output = dotnet.StandardOutput.ReadToEnd();
        dotnet.WaitForExit();
        Assert.True(dotnet.ExitCode == exitCode, output);
        return output;
    }
}
