using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>The target that synthesizes after a build.</summary>
[Trait("Category", "Build")]
public sealed class BuildTests
{
    [Fact]
    public void A_build_synthesizes_when_something_changed_and_only_then()
    {
        using var project = new StubProject();
        var first = project.Build();
        Assert.True(first.ExitCode is 0, first.Output);
        Assert.Contains("synthesizing into", first.Output, StringComparison.Ordinal);
        Assert.All(["cdk.out/manifest.json", "fw24.manifest.json", "topology.md"], file => Assert.True(File.Exists(project[file]), file));

        // The build does not repeat the output of a successful program.
        Assert.DoesNotContain("nobody asked for", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("synthesizing", project.Build().Output, StringComparison.Ordinal);

        // A file that is no longer synthesized is deleted.
        File.WriteAllText(project["cdk.out/gone.template.json"], "{}");
        File.AppendAllText(project["Program.cs"], "\n_ = 1 + 1;");
        Assert.Contains("synthesizing", project.Build().Output, StringComparison.Ordinal);
        Assert.False(File.Exists(project["cdk.out/gone.template.json"]));

        File.Delete(project["topology.md"]);
        Assert.Contains("synthesizing", project.Build().Output, StringComparison.Ordinal);
        File.WriteAllText(project["../functions/bootstrap"], "Published again.");
        Assert.Contains("synthesizing", project.Build().Output, StringComparison.Ordinal);

        project.Clean();
        Assert.False(Directory.Exists(project["cdk.out"]));
    }

    [Fact]
    public void A_file_that_the_program_reads_is_an_input()
    {
        using var project = new StubProject();
        File.WriteAllText(project["dashboard.json"], "{}");
        var text = File.ReadAllText(project["Infra.csproj"]);
        File.WriteAllText(project["Infra.csproj"], text.Replace("<ItemGroup>", "<ItemGroup><None Update=\"*.json\" CopyToOutputDirectory=\"PreserveNewest\" />", StringComparison.Ordinal));
        Assert.Contains("synthesizing", project.Build().Output, StringComparison.Ordinal);

        // The manifest is one of those files, but not an input: it is written.
        Assert.DoesNotContain("synthesizing", project.Build().Output, StringComparison.Ordinal);
        File.AppendAllText(project["dashboard.json"], "\n");
        Assert.Contains("synthesizing", project.Build().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("synthesizing", project.Build().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Configurations_share_what_is_synthesized_and_each_makes_its_own_of_it()
    {
        using var project = new StubProject();
        Assert.Contains("synthesizing", project.Build().Output, StringComparison.Ordinal);
        Assert.Contains("synthesizing", project.Build("-c", "Release").Output, StringComparison.Ordinal);

        // Nothing has changed since either was built, but the output is the other configuration's.
        Assert.Contains("synthesizing", project.Build().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("synthesizing", project.Build().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void S8_What_the_stack_warns_of_is_a_warning_of_the_build()
    {
        using var project = new StubProject();
        Assert.DoesNotContain("FW24409", project.Build().Output, StringComparison.Ordinal);

        const string Warning = "orders: No alarm reaches anybody; 100 % of them. [ack: fw24:alarm-topic]";
        File.WriteAllText(project["warnings"], Warning + "\n");
        File.Delete(project["topology.md"]);
        var build = project.Build();
        Assert.Equal(0, build.ExitCode);
        Assert.Contains($"warning FW24409: {Warning}", build.Output, StringComparison.Ordinal);

        File.Delete(project["warnings"]);
        File.Delete(project["topology.md"]);
        Assert.DoesNotContain("FW24409", project.Build().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_turns_it_off()
    {
        using var project = new StubProject();
        Assert.Equal(0, project.Build("-p:Fw24Synthesize=false").ExitCode);
        Assert.False(Directory.Exists(project["cdk.out"]));
    }

    [Fact]
    public void Without_Node_a_build_succeeds_and_says_what_is_missing()
    {
        using var project = new StubProject();
        var build = project.Build("-p:JSII_NODE=/nowhere/node");
        Assert.Equal(0, build.ExitCode);
        Assert.Contains("warning FW24901: The stack was not synthesized: CDK requires Node.js", build.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(project["cdk.out"]));

        // It is synthesized as soon as Node is there.
        Assert.Contains("synthesizing", project.Build().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v20.20.2", false, true)]
    [InlineData("v18.0.0", false, true)]
    [InlineData("v22.0.0", false, false)]
    [InlineData("v24.11.0", false, false)]
    [InlineData("v20.20.2", true, false)]
    [InlineData("a version of its own", false, false)]
    public void A1_5_A_Node_that_CDK_no_longer_supports_is_reported_unless_it_is_accepted(string version, bool isAccepted, bool isReported)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program that stands in for Node is a script.");
        using var project = new StubProject();
        File.WriteAllText(project["node"], $"#!/bin/sh\necho {version}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(project["node"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var build = project.Build($"-p:JSII_NODE={project["node"]}", $"-p:Fw24OldNode={isAccepted}");
        Assert.Equal(0, build.ExitCode);
        Assert.Equal(isReported, build.Output.Contains(
            $"warning FW24907: CDK no longer supports this version of Node.js ({version})",
            StringComparison.Ordinal));
        Assert.Contains("synthesizing", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_fails_to_synthesize_fails_the_build_with_the_programs_own_words_but_not_an_editors()
    {
        using var project = new StubProject();
        File.WriteAllText(project["fail"], "");
        var build = project.Build();
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error FW24904: The stack was not synthesized:", build.Output, StringComparison.Ordinal);
        Assert.Contains("The stack is impossible.", build.Output, StringComparison.Ordinal);
        Assert.Contains("error FW24904: It's 100% of $(this); and that.", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", build.Output, StringComparison.Ordinal);

        var editor = project.Build("-p:BuildingInsideVisualStudio=true");
        Assert.Equal(0, editor.ExitCode);
        Assert.Contains("warning FW24904: The stack was not synthesized:", editor.Output, StringComparison.Ordinal);

        File.Delete(project["fail"]);
        Assert.Contains("synthesizing", project.Build().Output, StringComparison.Ordinal);
    }
}
