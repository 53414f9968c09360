using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Fw24.Package.Tests.Harness;

namespace Fw24.Package.Tests;

/// <summary>The programs of the documentation, run on the packages in an empty folder.</summary>
[Trait("Category", "Build")]
public sealed partial class TutorialTests(Consumers consumers)
{
    private const string Tutorial = "docs/start/first-change.md";

    // The blocks of the page: how to pack, nuget.config, orders.cs, the command and its output; the beginning of the deployed program,
    // the command that publishes it and the end of the output.
    private static readonly MatchCollection s_blocks = Blocks(Tutorial);

    [Fact]
    public async Task The_first_change_is_seen_as_the_page_shows_it()
    {
        Assert.Equal(["", "xml", "csharp", "", "", "csharp", "", ""], s_blocks.Select(static block => block.Groups["language"].Value));
        var (program, command, expected) = (Code(s_blocks[2]), Code(s_blocks[3]), Code(s_blocks[4]));
        Assert.Contains($"#:package Fw24@{TestPaths.PackageVersion}\n#:package Fw24.Local@{TestPaths.PackageVersion}\n", program, StringComparison.Ordinal);

        var result = await RunAsync(program, command.Trim());

        Assert.True(result.ExitCode is 0, result.Output);
        Assert.Equal(Accepted(expected, result.Output), result.Output);
    }

    [Fact]
    public async Task The_app_is_published_to_the_zip_that_Lambda_takes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && HasLinker, "Native code for Linux is linked on Linux, with gcc or clang.");
        var (beginning, program, command, expected) = (Code(s_blocks[5]), Code(s_blocks[2]), Code(s_blocks[6]), Code(s_blocks[7]));
        var folder = consumers.NewFolder();

        var types = program[program.IndexOf("\n/// <summary>", StringComparison.Ordinal)..];
        var result = await RunAsync(beginning + types, command.Trim(), folder);

        Assert.True(result.ExitCode is 0, result.Output);
        Assert.DoesNotContain("warning", result.Output, StringComparison.Ordinal);
        var zipped = result.Output.Split('\n').Single(static line => line.Contains(".zip", StringComparison.Ordinal));
        var end = zipped.Replace(folder, "/path/to/the/folder", StringComparison.Ordinal) + "\n";
        expected = Accepted(expected, end);
        Assert.Equal(Megabytes().Replace(expected, ""), Megabytes().Replace(end, ""));

        // Another SDK may compile to a little more or less.
        Assert.InRange(SizeIn(end), 0.9 * SizeIn(expected), 1.1 * SizeIn(expected));
        using var zip = ZipFile.OpenRead(Path.Combine(folder, "artifacts/orders/bootstrap.zip"));
        var entry = Assert.Single(zip.Entries);
        Assert.Equal(("bootstrap", "100755"), (entry.FullName, Convert.ToString(entry.ExternalAttributes >>> 16, 8)));
        zip.ExtractToDirectory(folder);
        var start = await consumers.StartProgramAsync(Path.Combine(folder, entry.FullName), "none");
        Assert.NotEqual(0, start.ExitCode);
        Assert.Contains("Its functions are: orders-stream, orders-audit, OrderBoard.", start.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sink_of_ones_own_receives_the_records()
    {
        const string Create = "LocalCloud.Create(Fw24App.CreateBuilder().Model)";
        var sink = Code(Blocks("docs/reference/audit.md").Single(static block => block.Value.Contains(": IAuditSink", StringComparison.Ordinal)));
        var program = Code(s_blocks[2]);
        Assert.Contains(Create, program, StringComparison.Ordinal);
        program = program
            .Replace("using Fw24;\n", "using Fw24;\nusing Fw24.Audit;\nusing Microsoft.Extensions.DependencyInjection;\n", StringComparison.Ordinal)
            .Replace(Create, """LocalCloud.Create(Fw24App.CreateBuilder().Model, static options => options.Services = static services => services.AddSingleton<IAuditSink>(new FolderSink(".")))""", StringComparison.Ordinal);

        var folder = consumers.NewFolder();
        var result = await RunAsync(program + sink, "dotnet run orders.cs", folder);

        Assert.True(result.ExitCode is 0, result.Output);
        Assert.DoesNotContain("fw24.audit/", result.Output, StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFiles(folder, "*.json").Count(static file => File.ReadAllText(file).StartsWith("{\"schema\":\"fw24.audit/2\"", StringComparison.Ordinal)));
    }

    private static bool HasLinker => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
        .Any(static folder => File.Exists(Path.Combine(folder, "gcc")) || File.Exists(Path.Combine(folder, "clang")));

    private static double SizeIn(string text) => double.Parse(Megabytes().Match(text).Groups["size"].Value, CultureInfo.InvariantCulture);

    // The output that the page shows; with FW24_ACCEPT=1 the page shows the present one from now on.
    private static string Accepted(string expected, string output)
    {
        if (Environment.GetEnvironmentVariable("FW24_ACCEPT") is not "1")
        {
            return expected;
        }

        var file = Path.Combine(TestPaths.Repository, Tutorial);
        File.WriteAllText(file, File.ReadAllText(file).Replace($"```\n{expected}```\n", $"```\n{output}```\n", StringComparison.Ordinal));
        return output;
    }

    private static MatchCollection Blocks(string page) => Block().Matches(File.ReadAllText(Path.Combine(TestPaths.Repository, page)));

    private static string Code(Match block) => block.Groups["code"].Value;

    private async Task<CommandResult> RunAsync(string program, string command, string? folder = null)
    {
        folder ??= consumers.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(folder, "orders.cs"), program);
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), consumers.Configuration);
        var words = command.Split(' ');
        Assert.Equal("dotnet", words[0]);
        return await consumers.DotnetInAsync(folder, words[1..]);
    }

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\((?<size>[\d.]+) MB\)")]
    private static partial Regex Megabytes();
}
