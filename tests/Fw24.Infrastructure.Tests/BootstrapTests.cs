using System.Diagnostics;
using System.IO.Compression;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>
/// The target that packs a published app for Lambda. Publishing with native AOT takes a minute, so it is not used here: .ci/aot does the rest.
/// </summary>
[Trait("Category", "Build")]
public sealed class BootstrapTests
{
    private const string RegularFile = "100644", Executable = "100755";

    private static readonly string[] s_quickly = ["-r", "linux-x64", "--self-contained", "false", "-p:Fw24Bootstrap=true"];

    [Fact]
    public void A_published_app_is_packed_as_Lambda_takes_it()
    {
        using var project = new StubProject();
        var published = project.Publish(s_quickly);
        Assert.True(published.ExitCode is 0, published.Output);
        Assert.Contains("bootstrap.zip", published.Output, StringComparison.Ordinal);

        using var zip = ZipFile.OpenRead(project.AppFile("published/bootstrap.zip"));
        Assert.Equal(
            [("App.deps.json", RegularFile), ("App.dll", RegularFile), ("App.runtimeconfig.json", RegularFile), ("bootstrap", Executable), ("data/words.xml", RegularFile)],
            zip.Entries.Select(static entry => (entry.FullName, Convert.ToString(entry.ExternalAttributes >>> 16, 8))));

        // Symbols are published, but not part of the zip.
        Assert.True(File.Exists(project.AppFile("published/App.pdb")));
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal("Served.", Run(zip, project.AppFile("unpacked")));
        }
    }

    [Fact]
    public void The_same_app_is_the_same_zip_whenever_it_is_published()
    {
        using var project = new StubProject();
        Assert.Equal(0, project.Publish(s_quickly).ExitCode);
        var zip = File.ReadAllBytes(project.AppFile("published/bootstrap.zip"));

        // Different times and permissions on the disk, published over existing files, and to another folder.
        File.SetLastWriteTimeUtc(project.AppFile("data/words.xml"), new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(project.AppFile("data/words.xml"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Assert.Equal(0, project.Publish([.. s_quickly, $"-p:Fw24BootstrapFile={project.AppFile("elsewhere/functions.zip")}"]).ExitCode);
        Assert.Equal(zip, File.ReadAllBytes(project.AppFile("elsewhere/functions.zip")));
    }

    [Theory]
    [InlineData("-r", "linux-x64", "--self-contained", "false")]
    [InlineData("-r", "linux-x64", "--self-contained", "false", "-p:Fw24Bootstrap=false")]
    [InlineData("--self-contained", "false")]
    public void Nothing_else_is_packed(params string[] arguments)
    {
        using var project = new StubProject();
        var published = project.Publish(arguments);
        Assert.True(published.ExitCode is 0, published.Output);
        Assert.False(File.Exists(project.AppFile("published/bootstrap.zip")));
    }

    [Fact]
    public void A_stack_deploys_the_zip_where_publishing_leaves_one()
    {
        using var project = new StubProject(publishes: true);
        var build = project.Build("-p:Fw24PublishArguments=-p:Fw24Bootstrap=true");
        Assert.True(build.ExitCode is 0, build.Output);

        var asset = File.ReadAllText(project["cdk.out/manifest.json"]);
        Assert.EndsWith("bootstrap.zip", asset, StringComparison.Ordinal);
        Assert.Equal(["bootstrap.zip"], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(asset)!).Select(Path.GetFileName));
        using var zip = ZipFile.OpenRead(asset);
        Assert.NotNull(zip.GetEntry("bootstrap"));
        Assert.Null(zip.GetEntry("bootstrap.zip"));
    }

    // As Lambda does: unpacks with permissions, and starts.
    private static string Run(ZipArchive zip, string folder)
    {
        zip.ExtractToDirectory(folder);
        using var bootstrap = Process.Start(new ProcessStartInfo(Path.Combine(folder, "bootstrap"))
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_ROOT"] = Path.GetDirectoryName(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Environment.ProcessPath) },
        })!;
        return bootstrap.StandardOutput.ReadToEnd().Trim();
    }
}
