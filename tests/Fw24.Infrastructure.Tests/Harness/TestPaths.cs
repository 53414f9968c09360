using System.Reflection;

namespace Fw24.Infrastructure.Tests.Harness;

/// <summary>Paths on this machine, as the build wrote them into the assembly.</summary>
internal static class TestPaths
{
    public static string Project { get; } = Metadata("ProjectFolder");

    public static string Repository { get; } = Metadata("RepositoryFolder");

    public static string OldestCdk { get; } = Metadata("OldestCdk");

    public static string NewestCdk { get; } = Metadata("NewestCdk");

    /// <summary>Gets the assembly of a CDK version other than the one that the tests run with.</summary>
    public static string CdkAssembly(string version) => PackageAssemblies("amazon.cdk.lib", version).Single();

    /// <summary>Gets the assemblies of a package, for the newest framework that it has.</summary>
    public static string[] PackageAssemblies(string package, string version)
        => Directory.GetFiles(
            Directory.GetDirectories(Path.Combine(Metadata("PackagesFolder"), package, version, "lib")).Max(StringComparer.Ordinal)!,
            "*.dll");

    private static string Metadata(string key)
        => typeof(TestPaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
