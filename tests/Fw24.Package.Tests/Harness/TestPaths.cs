using System.Reflection;

namespace Fw24.Package.Tests.Harness;

/// <summary>Paths on this machine, as the build wrote them into the assembly.</summary>
internal static class TestPaths
{
    public static string Repository { get; } = Metadata("RepositoryFolder");

    /// <summary>The folder that the build of this project packed into.</summary>
    public static string Packages { get; } = Metadata("PackagesFolder");

    public static string PackageVersion { get; } = Metadata("PackageVersion");

    private static string Metadata(string key)
        => typeof(TestPaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
