using System.Diagnostics;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>The target that publishes the functions before a stack is synthesized.</summary>
[Trait("Category", "Build")]
public sealed class PublishTests
{
    [Fact]
    public void Functions_are_published_for_Lambda_when_their_app_changed()
    {
        using var project = new StubProject(publishes: true);
        var first = project.Build();
        Assert.True(first.ExitCode is 0, first.Output);
        Assert.Contains("publishing App for linux-x64", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("publishing", project.Build().Output, StringComparison.Ordinal);

        // The stack's asset is the published output: an executable with the name that Lambda starts.
        var functions = File.ReadAllText(project["cdk.out/manifest.json"]);
        if (OperatingSystem.IsLinux())
        {
            using var bootstrap = Process.Start(new ProcessStartInfo(Path.Combine(functions, "bootstrap")) { RedirectStandardOutput = true })!;
            Assert.Equal("Served.", bootstrap.StandardOutput.ReadToEnd().Trim());
        }

        Assert.Empty(Directory.GetFiles(functions, "*.pdb"));

        // Documentation files are left out; files that the app reads are kept, whatever their names.
        Assert.Equal(["data/words.xml"], Directory.GetFiles(functions, "*.xml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(functions, file)));

        // Published with other arguments and then as before: both times the existing output is outdated.
        Assert.Contains("publishing App", project.Build("-p:Fw24PublishArguments=-p:Product=Other").Output, StringComparison.Ordinal);
        Assert.Contains("publishing App", project.Build().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("publishing", project.Build().Output, StringComparison.Ordinal);

        Directory.Delete(functions, recursive: true);
        Assert.Contains("publishing App", project.Build().Output, StringComparison.Ordinal);
        File.AppendAllText(project.AppFile("Program.cs"), "\nSystem.Console.WriteLine(2);");
        var changed = project.Build();
        Assert.Contains("publishing App", changed.Output, StringComparison.Ordinal);
        Assert.Contains("synthesizing", changed.Output, StringComparison.Ordinal);
    }

    // Characters with a meaning to a shell, to MSBuild's command line or to its items. Windows allows only the second in a name.
    [Theory]
    [InlineData("q\"uote `touch marker1` $(touch marker2) $HOME", true)]
    [InlineData("it's a,b;c #1 &! 100% (größe 日本)", false)]
    public void S17_no_part_of_a_path_is_a_command(string folder, bool isUnix)
    {
        Assert.SkipWhen(isUnix && OperatingSystem.IsWindows(), "No file is called so there.");
        using var project = new StubProject(publishes: true, folder);
        var build = project.Build();
        Assert.True(build.ExitCode is 0, build.Output);
        Assert.Contains("publishing App", build.Output, StringComparison.Ordinal);
        var functions = File.ReadAllText(project["cdk.out/manifest.json"]);
        Assert.True(File.Exists(Path.Combine(functions, "bootstrap")));
        Assert.True(File.Exists(project["fw24.manifest.json"]));
        Assert.Empty(project.Strays);
    }

    [Theory]
    [InlineData("linux-x64; touch marker3", true)]
    [InlineData("$(touch marker4)", true)]
    [InlineData("linux-x64`touch marker5`", false)]
    [InlineData("win-x64", false)]
    public void S17_a_runtime_is_one_that_Lambda_has(string runtime, bool publishes)
    {
        using var project = new StubProject(publishes);
        var text = File.ReadAllText(project["Infra.csproj"]);
        File.WriteAllText(project["Infra.csproj"], text.Replace("<OutputType>", $"<Fw24RuntimeIdentifier>{runtime.Replace("$", "%24", StringComparison.Ordinal)}</Fw24RuntimeIdentifier><OutputType>", StringComparison.Ordinal));
        var build = project.Build();
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains(publishes ? "error FW24903: The functions were not published: Fw24RuntimeIdentifier is '" : "error FW24904: The stack was not synthesized: Fw24RuntimeIdentifier is '", build.Output, StringComparison.Ordinal);
        Assert.Contains("Lambda runs only linux-x64 and linux-arm64", build.Output, StringComparison.Ordinal);
        Assert.Empty(project.Strays);
    }

    [Fact]
    public void A_function_is_published_again_when_any_of_its_inputs_changed()
    {
        using var project = new StubProject(publishes: true);
        File.WriteAllText(project.AppFile("appsettings.json"), "{}");
        File.WriteAllText(project.AppFile("runtimeconfig.template.json"), "{}");
        File.WriteAllText(project.AppFile("Directory.Build.props"), "<Project />");
        var text = File.ReadAllText(project.AppFile("App.csproj"));
        File.WriteAllText(project.AppFile("App.csproj"), text.Replace("<ItemGroup>", """
            <ItemGroup>
              <None Update="appsettings*.json" CopyToOutputDirectory="PreserveNewest" />
              <None Update="only.txt" CopyToPublishDirectory="Always" Condition="'$(Configuration)' == 'Release'" />
              <ProjectReference Include="../Library/Library.csproj" />
            """, StringComparison.Ordinal));
        Directory.CreateDirectory(project.AppFile("../Library"));
        File.WriteAllText(project.AppFile("../Library/Library.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
              <ItemGroup><Content Include="rates.csv" CopyToOutputDirectory="PreserveNewest" /></ItemGroup>
            </Project>
            """);
        File.WriteAllText(project.AppFile("../Library/rates.csv"), "1");
        Assert.Contains("publishing App", project.Build().Output, StringComparison.Ordinal);
        Unchanged();

        // Changed in turn, added, and deleted.
        foreach (var file in new[] { "appsettings.json", "runtimeconfig.template.json", "Directory.Build.props", "data/words.xml", "../Library/rates.csv" })
        {
            File.AppendAllText(project.AppFile(file), "\n");
            Changed(file);
        }

        File.WriteAllText(project.AppFile("appsettings.Production.json"), "{}");
        Changed("appsettings.Production.json");
        File.WriteAllText(project.AppFile("only.txt"), "Of the configuration that is published.");
        Changed("only.txt");
        Assert.True(File.Exists(Path.Combine(File.ReadAllText(project["cdk.out/manifest.json"]), "only.txt")));
        File.Delete(project.AppFile("appsettings.Production.json"));
        Changed("what is gone");
        Assert.False(File.Exists(Path.Combine(File.ReadAllText(project["cdk.out/manifest.json"]), "appsettings.Production.json")));
        Unchanged();

        void Changed(string what)
        {
            var output = project.Build().Output;
            Assert.True(output.Contains("publishing App", StringComparison.Ordinal), $"{what}: {output}");
            Assert.True(output.Contains("synthesizing", StringComparison.Ordinal), $"{what}: {output}");
        }

        void Unchanged()
        {
            var output = project.Build().Output;
            Assert.DoesNotContain("publishing", output, StringComparison.Ordinal);
            Assert.DoesNotContain("synthesizing", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Publishing_leaves_an_apps_lock_file_as_it_is()
    {
        using var project = new StubProject(publishes: true);
        File.WriteAllText(project["../Directory.Build.props"], "<Project><PropertyGroup><RestorePackagesWithLockFile>true</RestorePackagesWithLockFile></PropertyGroup></Project>");
        var first = project.Build();
        Assert.True(first.ExitCode is 0, first.Output);
        var locked = File.ReadAllText(project.AppFile("packages.lock.json"));
        Assert.DoesNotContain("linux-x64", locked, StringComparison.Ordinal);

        // As a build server restores: only locked packages.
        Assert.Contains("publishing App", project.Build("-p:Fw24PublishArguments=-p:Product=Other").Output, StringComparison.Ordinal);
        var server = project.Restore("--locked-mode", "--force");
        Assert.True(server.ExitCode is 0, server.Output);
        File.AppendAllText(project.AppFile("Program.cs"), "\nSystem.Console.WriteLine(2);");
        var build = project.Build("-p:RestoreLockedMode=true");
        Assert.True(build.ExitCode is 0, build.Output);
        Assert.Contains("publishing App", build.Output, StringComparison.Ordinal);
        Assert.Equal(locked, File.ReadAllText(project.AppFile("packages.lock.json")));
    }

    [Fact]
    public void Functions_that_cannot_be_published_fail_the_build_with_the_reason()
    {
        using var project = new StubProject(publishes: true);
        var build = project.Build("-p:Fw24RuntimeIdentifier=nothing-x64");
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error FW24903: The functions were not published:", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_functions_a_build_says_what_to_name()
    {
        using var project = new StubProject(publishes: true);
        var text = File.ReadAllText(project["Infra.csproj"]);
        File.WriteAllText(project["Infra.csproj"], text.Replace("<ProjectReference Include=\"../App/App.csproj\" />", "", StringComparison.Ordinal));
        var build = project.Build();
        Assert.Equal(0, build.ExitCode);
        Assert.Contains("warning FW24902: The stack was not synthesized: it is not clear which project contains the functions.", build.Output, StringComparison.Ordinal);
    }
}
