using System.Diagnostics;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>The target that publishes the functions before a stack is synthesized.</summary>
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

        // The stack's asset is what was published: an executable of the name that Lambda starts.
        var functions = File.ReadAllText(project["cdk.out/manifest.json"]);
        if (OperatingSystem.IsLinux())
        {
            using var bootstrap = Process.Start(new ProcessStartInfo(Path.Combine(functions, "bootstrap")) { RedirectStandardOutput = true })!;
            Assert.Equal("Served.", bootstrap.StandardOutput.ReadToEnd().Trim());
        }

        Assert.Empty(Directory.GetFiles(functions, "*.pdb"));

        // What editors show is left out, and what the app reads is not, whatever it is called.
        Assert.Equal(["data/words.xml"], Directory.GetFiles(functions, "*.xml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(functions, file)));

        // Published otherwise, and then as before: neither is what was there.
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
        Assert.Contains("warning FW24902: The stack was not synthesized: it is not clear which project holds the functions.", build.Output, StringComparison.Ordinal);
    }
}
