using System.Text.Json;
using Fw24.Package.Tests.Harness;

namespace Fw24.Package.Tests;

/// <summary>Projects that reference the packages, restored from an empty package cache.</summary>
[Trait("Category", "Build")]
public sealed class ConsumerTests(Consumers consumers)
{
    [Fact]
    public void An_app_a_CDK_app_a_library_and_tests_build_without_a_warning()
    {
        Assert.True(consumers.Build.ExitCode is 0, consumers.Build.Output);
        Assert.Contains("0 Warning(s)", consumers.Build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_serves_its_own_handlers_and_those_of_a_librarys_entities()
    {
        var result = await consumers.StartAsync("Shop", "none");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("Its functions are: orders-stream, orders-audit, products-stream, PriceWatcher, StatusWatcher.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_app_on_the_same_library_serves_its_own()
    {
        var result = await consumers.StartAsync("Warehouse", "none");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("Its functions are: products-stream, StockTaker.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_CDK_app_that_names_the_app_and_CDK_alone_gets_its_stack_and_is_synthesized()
    {
        Assert.True(consumers.Build.ExitCode is 0, consumers.Build.Output);
        using var template = JsonDocument.Parse(File.ReadAllBytes(consumers["Shop.Infra/cdk.out/shop.template.json"]));
        var resources = template.RootElement.GetProperty("Resources").EnumerateObject().Select(static resource => resource.Value).ToList();

        Assert.Equal(["orders", "products"], Names("AWS::DynamoDB::Table", "TableName"));
        Assert.Equal(["orders-stream.fifo", "products-stream"], Names("AWS::SNS::Topic", "TopicName"));
        Assert.True(File.Exists(consumers["Shop.Infra/fw24.manifest.json"]));
        Assert.True(File.Exists(consumers["Shop.Infra/topology.md"]));
        Assert.Single(Directory.EnumerateFiles(consumers["Shop.Infra/cdk.out"], "bootstrap", SearchOption.AllDirectories));

        IEnumerable<string?> Names(string type, string property) => resources
            .Where(resource => resource.GetProperty("Type").GetString() == type)
            .Select(resource => resource.GetProperty("Properties").GetProperty(property).GetString())
            .Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_tool_is_installed_and_reads_an_app_that_was_built_with_the_packages()
    {
        var install = await consumers.DotnetAsync("tool", "install", "Fw24.Tool", "--version", TestPaths.PackageVersion, "--tool-path", consumers["tools"]);
        var run = await consumers.ProgramAsync(
            consumers["tools/fw24"], "trail", "Nobody", "n-1", "--app", consumers["Shop/bin/Debug/net10.0/Shop.dll"]);

        Assert.True(install.ExitCode is 0, install.Output);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("has no entity Nobody. Its entities are Order, Product.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typed_events_and_the_embedded_engine_serve_a_users_tests()
    {
        var result = await consumers.DotnetAsync("exec", consumers["Shop.Tests/bin/Debug/net10.0/Shop.Tests.dll"]);

        Assert.True(result.ExitCode is 0, result.Output);
        Assert.Contains("Total: 3, Errors: 0, Failed: 0, Skipped: 0", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_is_an_error_at_its_place()
    {
        var result = await consumers.DotnetAsync("build", "Mistaken", "-nologo", "-v", "minimal", "-p:RunAnalyzers=true");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("Order.cs(7,22): error FW24004:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W1_a_mistake_of_an_entity_with_a_handler_is_all_that_a_build_prints()
    {
        var result = await consumers.DotnetAsync("build", "Handled", "-nologo", "-v", "minimal", "-p:RunAnalyzers=true");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("Patient.cs(6,14): error FW24001: Patient: 'pa tients' is not a valid table name.", result.Output, StringComparison.Ordinal);
        Assert.Contains("(docs/rules/FW24001.md)", result.Output, StringComparison.Ordinal);
        Assert.True(result.Output.Contains(" 1 Error(s)", StringComparison.Ordinal), result.Output);
    }

    [Fact]
    public async Task W1_one_that_nothing_can_stand_in_for_is_printed_once_beside_what_follows()
    {
        var alone = await consumers.DotnetAsync("build", "Handled", "-nologo", "-v", "minimal", "-p:RunAnalyzers=true", "-p:Mistake=TAKEN");
        var handled = await consumers.DotnetAsync("build", "Handled", "-nologo", "-v", "minimal", "-p:RunAnalyzers=true", "-p:Mistake=TAKEN%3BHANDLED");

        // Both the generator and an analyzer report it.
        Assert.Contains("error FW24016: Visit:", alone.Output, StringComparison.Ordinal);
        Assert.True(alone.Output.Contains(" 1 Error(s)", StringComparison.Ordinal), alone.Output);

        // Only the generator reports it.
        Assert.Contains("error FW24016: Visit:", handled.Output, StringComparison.Ordinal);
        Assert.Contains("error CS0246:", handled.Output, StringComparison.Ordinal);
        Assert.True(handled.Output.Contains(" 2 Error(s)", StringComparison.Ordinal), handled.Output);
    }

    [Fact]
    public async Task S17_an_app_is_built_published_and_synthesized_in_a_folder_of_any_name()
    {
        const string Folder = "it's `touch marker1` $(touch marker2) $HOME a,b;c #1 &! 100% (größe 日本)";
        consumers.Copy(Folder, "Catalog", "Shop", "Shop.Infra");
        var result = await consumers.DotnetAsync("build", consumers[$"{Folder}/Shop.Infra"], "-nologo", "-v", "minimal");

        Assert.True(result.ExitCode is 0, result.Output);
        Assert.Contains("publishing Shop for linux-x64", result.Output, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFiles(consumers[$"{Folder}/Shop.Infra/cdk.out"], "bootstrap", SearchOption.AllDirectories));
        Assert.True(File.Exists(consumers[$"{Folder}/Shop.Infra/cdk.out/shop.template.json"]));
        Assert.True(File.Exists(consumers[$"{Folder}/Shop.Infra/fw24.manifest.json"]));
        Assert.Empty(Directory.EnumerateFiles(consumers["."], "marker?", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_program_of_one_file_may_have_a_record_of_its_name()
    {
        var result = await consumers.RunFileAsync("Single/Orders.cs", "none");

        Assert.NotEqual(0, result.ExitCode);
        Assert.True(result.Output.Contains("Its functions are: orders-stream, Watcher.", StringComparison.Ordinal), result.Output);
    }

    [Fact]
    public void S20_our_ids_come_from_our_folder()
    {
        Assert.True(consumers.Build.ExitCode is 0, consumers.Build.Output);
        foreach (var id in new[] { "fw24", "fw24.local" })
        {
            using var metadata = JsonDocument.Parse(File.ReadAllBytes(consumers[$"packages/{id}/{TestPaths.PackageVersion}/.nupkg.metadata"]));
            Assert.Equal(Path.TrimEndingDirectorySeparator(TestPaths.Packages), Path.TrimEndingDirectorySeparator(metadata.RootElement.GetProperty("source").GetString()!));
        }
    }

    [Fact]
    public async Task An_older_framework_is_told_that_it_gets_the_attributes_alone()
    {
        // Runs only the target, because the older framework's reference assemblies may be missing.
        var old = await consumers.DotnetAsync("msbuild", "Mistaken", "-nologo", "-t:_Fw24CheckFramework", "-restore", "-p:TargetFrameworkIdentifier=.NETCoreApp", "-p:TargetFrameworkVersion=v9.0");
        var current = await consumers.DotnetAsync("msbuild", "Mistaken", "-nologo", "-t:_Fw24CheckFramework", "-restore");

        Assert.Contains("FW24905: Fw24 generates code for net10.0 and later.", old.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("FW24905", current.Output, StringComparison.Ordinal);
    }
}
