using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;
using Fw24.Package.Tests.Harness;

namespace Fw24.Package.Tests;

/// <summary>The packages' contents and metadata.</summary>
public sealed class ContentTests
{
    [Fact]
    public void Fw24_holds_the_runtime_the_attributes_the_generator_and_the_fixes()
    {
        using var package = new PackedFile("Fw24");

        Assert.Equal(
            [
                "CHANGELOG.md",
                "Fw24.nuspec",
                "README.md",
                "analyzers/dotnet/cs/Fw24.CodeFixes.dll",
                "analyzers/dotnet/cs/Fw24.Generators.dll",
                "buildTransitive/Fw24.Bootstrap.targets",
                "buildTransitive/Fw24.Infrastructure.targets",
                "buildTransitive/Fw24.Lock.targets",
                "buildTransitive/Fw24.props",
                "buildTransitive/Fw24.targets",
                "icon.png",
                "lib/net10.0/Fw24.Attributes.dll",
                "lib/net10.0/Fw24.Attributes.xml",
                "lib/net10.0/Fw24.Runtime.dll",
                "lib/net10.0/Fw24.Runtime.xml",
                "lib/netstandard2.0/Fw24.Attributes.dll",
                "lib/netstandard2.0/Fw24.Attributes.xml",
            ],
            package.Files.Where(static file => !file.StartsWith("docs/", StringComparison.Ordinal)));
    }

    [Fact]
    public void W1_the_page_of_each_rule_is_where_its_id_links_to()
    {
        using var package = new PackedFile("Fw24");
        var pages = Directory.GetFiles(Path.Combine(TestPaths.Repository, "docs/rules"), "*.md").Select(static page => "docs/rules/" + Path.GetFileName(page)).Order(StringComparer.Ordinal);

        Assert.Equal(pages, package.Files.Where(static file => file.StartsWith("docs/", StringComparison.Ordinal)));
        var props = Encoding.UTF8.GetString(package.Read("buildTransitive/Fw24.props"));
        Assert.Contains("<_Fw24RulePages>docs/rules/</_Fw24RulePages>", props, StringComparison.Ordinal);
    }

    [Fact]
    public void Fw24_Local_holds_itself()
    {
        using var package = new PackedFile("Fw24.Local");

        Assert.Equal(["CHANGELOG.md", "Fw24.Local.nuspec", "README.md", "icon.png", "lib/net10.0/Fw24.Local.dll", "lib/net10.0/Fw24.Local.xml"], package.Files);
    }

    [Fact]
    public void Fw24_Console_holds_itself_and_depends_on_exactly_its_own_versions()
    {
        using var package = new PackedFile("Fw24.Console");
        var version = $"[{TestPaths.PackageVersion}]";

        Assert.Equal(
            [
                "CHANGELOG.md", "Fw24.Console.nuspec", "README.md", "THIRD-PARTY-NOTICES.txt", "icon.png", "lib/net10.0/Fw24.Console.dll",
                "lib/net10.0/Fw24.Console.xml",
            ],
            package.Files);
        var dependencies = Dependencies(package, "net10.0").ToDictionary();
        Assert.Equal(["Fw24.Local", "Fw24.Operations", "MudBlazor"], dependencies.Keys.Order());
        Assert.Equal((version, version), (dependencies["Fw24.Local"], dependencies["Fw24.Operations"]));
    }

    [Fact]
    public void Fw24_Templates_holds_templates_that_name_the_versions_of_the_repository()
    {
        using var package = new PackedFile("Fw24.Templates");
        var names = XDocument.Parse(Encoding.UTF8.GetString(package.Read("content/fw24/Directory.Packages.props")));
        var central = XDocument.Load(Path.Combine(TestPaths.Repository, "Directory.Packages.props"));

        Assert.All(package.Files.Except(["CHANGELOG.md", "Fw24.Templates.nuspec", "README.md", "icon.png"]), static file => Assert.StartsWith("content/fw24", file));
        Assert.Equal("Template", (string?)package.Metadata.Element("packageTypes")?.Element("packageType")?.Attribute("name"));
        Assert.Null(package.Metadata.Element("dependencies"));
        Assert.Equal(["Amazon.CDK.Lib", "Constructs", "Fw24", "Fw24.Local", "xunit.v3"], Versions(names).Keys.Order(StringComparer.Ordinal));
        foreach (var (id, version) in Versions(names))
        {
            Assert.Equal(id.StartsWith("Fw24", StringComparison.Ordinal) ? TestPaths.PackageVersion : Versions(central)[id], version);
        }

        static Dictionary<string, string> Versions(XDocument props) => props.Descendants("PackageVersion")
            .ToDictionary(static row => (string)row.Attribute("Include")!, static row => (string)row.Attribute("Version")!, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("Fw24.OpenTelemetry", "OpenTelemetry")]
    [InlineData("Fw24.Parquet", "Parquet.Net")]
    public void A_package_beside_Fw24_holds_itself_and_depends_on_Fw24_and_a_library(string id, string library)
    {
        using var package = new PackedFile(id);

        Assert.Equal(
            ["CHANGELOG.md", $"{id}.nuspec", "README.md", "icon.png", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"], package.Files);
        Assert.Equal(["Fw24", library], Dependencies(package, "net10.0").Select(static one => one.Item1).Order());
    }

    [Fact]
    public void Fw24_Aspire_holds_itself_and_depends_on_no_package_of_the_app()
    {
        using var package = new PackedFile("Fw24.Aspire");

        Assert.Equal(
            [
                "CHANGELOG.md", "Fw24.Aspire.nuspec", "README.md", "icon.png", "lib/net10.0/Fw24.Aspire.dll", "lib/net10.0/Fw24.Aspire.xml",
            ],
            package.Files);
        Assert.Equal(["Aspire.Hosting"], Dependencies(package, "net10.0").Select(static one => one.Item1));
    }

    [Theory]
    [InlineData("Fw24")]
    [InlineData("Fw24.Local")]
    [InlineData("Fw24.Console")]
    [InlineData("Fw24.Templates")]
    [InlineData("Fw24.OpenTelemetry")]
    [InlineData("Fw24.Parquet")]
    [InlineData("Fw24.Aspire")]
    [InlineData("Fw24.Operations")]
    [InlineData("Fw24.Tool")]
    public void A_package_says_what_it_is(string id)
    {
        using var package = new PackedFile(id);
        var metadata = package.Metadata;

        Assert.Equal(id, metadata.Element("id")!.Value);
        Assert.Equal(TestPaths.PackageVersion, metadata.Element("version")!.Value);
        Assert.Equal(("expression", "MIT"), (metadata.Element("license")!.Attribute("type")!.Value, metadata.Element("license")!.Value));
        Assert.Equal(("icon.png", "README.md"), (metadata.Element("icon")!.Value, metadata.Element("readme")!.Value));
        Assert.Contains("dynamodb", metadata.Element("tags")!.Value.Split(' '));
        Assert.All(["authors", "description", "releaseNotes", "copyright"], name => Assert.NotEmpty(metadata.Element(name)!.Value));
        Assert.Equal("git", metadata.Element("repository")!.Attribute("type")!.Value);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], package.Read("icon.png")[..4]);

        // Registries show the README: relative links to the repository would be broken there.
        Assert.DoesNotContain("](docs/", Encoding.UTF8.GetString(package.Read("README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Fw24_Operations_depends_on_Fw24_in_exactly_its_own_version()
    {
        using var package = new PackedFile("Fw24.Operations");

        Assert.Equal([("Fw24", $"[{TestPaths.PackageVersion}]")], Dependencies(package, "net10.0"));
    }

    [Fact]
    public void The_tool_is_one()
    {
        using var package = new PackedFile("Fw24.Tool");

        Assert.Equal("DotnetTool", (string?)package.Metadata.Element("packageTypes")?.Element("packageType")?.Attribute("name"));
        Assert.Contains("tools/net10.0/any/fw24.dll", package.Files);
    }

    [Fact]
    public void Fw24_depends_on_what_the_runtime_refers_to_and_an_older_framework_on_nothing()
    {
        using var package = new PackedFile("Fw24");
        var central = XElement.Load(Path.Combine(TestPaths.Repository, "Directory.Packages.props")).Descendants("PackageVersion").ToDictionary(static item => item.Attribute("Include")!.Value, static item => item.Attribute("Version")!.Value);
        var expected = XElement.Load(Path.Combine(TestPaths.Repository, "src/Fw24.Runtime/Fw24.Runtime.csproj")).Descendants("PackageReference")
            .Where(static item => item.Attribute("PrivateAssets") is null)
            .Select(static item => item.Attribute("Include")!.Value)
            .Select(id => (id, central[id]));

        Assert.Equal(expected.Order(), Dependencies(package, "net10.0").Order());
        Assert.Single(package.Metadata.Descendants("group"));
    }

    [Fact]
    public void Fw24_Local_depends_on_Fw24_in_exactly_its_own_version()
    {
        using var package = new PackedFile("Fw24.Local");

        Assert.Equal([("Fw24", $"[{TestPaths.PackageVersion}]")], Dependencies(package, "net10.0"));
    }

    [Theory]
    [InlineData("Fw24.Generators")]
    [InlineData("Fw24.CodeFixes")]
    public void What_the_compiler_loads_was_built_against_the_compiler_of_SDK_10_0_100(string assembly)
    {
        using var package = new PackedFile("Fw24");
        using var image = new PEReader(new MemoryStream(package.Read($"analyzers/dotnet/cs/{assembly}.dll")));
        var metadata = image.GetMetadataReader();
        var references = metadata.AssemblyReferences
            .Select(handle => metadata.GetAssemblyReference(handle))
            .Select(reference => (Name: metadata.GetString(reference.Name), reference.Version))
            .Where(static reference => reference.Name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
            .ToList();

        Assert.All(references, static reference => Assert.Equal(new Version(5, 0, 0, 0), reference.Version));

        // A compiler has no workspaces: a generator that referenced them would not load (RS1038).
        Assert.Equal(assembly is "Fw24.CodeFixes", references.Exists(static reference => reference.Name is "Microsoft.CodeAnalysis.Workspaces"));
    }

    [Theory]
    [InlineData("Fw24")]
    [InlineData("Fw24.Local")]
    public void Every_assembly_is_deterministic_and_holds_its_symbols(string id)
    {
        using var package = new PackedFile(id);
        Assert.All(package.Files.Where(static file => file.EndsWith(".dll", StringComparison.Ordinal)), file =>
        {
            using var image = new PEReader(new MemoryStream(package.Read(file)));
            var entries = image.ReadDebugDirectory().Select(static entry => entry.Type).ToList();
            Assert.Contains(DebugDirectoryEntryType.Reproducible, entries);
            Assert.Contains(DebugDirectoryEntryType.EmbeddedPortablePdb, entries);
        });
    }

    private static IEnumerable<(string Id, string Version)> Dependencies(PackedFile package, string framework) => package.Metadata.Element("dependencies")!.Elements("group")
        .Single(group => group.Attribute("targetFramework")!.Value == framework)
        .Elements("dependency")
        .Select(static dependency => (dependency.Attribute("id")!.Value, dependency.Attribute("version")!.Value));
}
