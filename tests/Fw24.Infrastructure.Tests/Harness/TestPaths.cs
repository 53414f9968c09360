using System.Reflection;

namespace Fw24.Infrastructure.Tests.Harness;

/// <summary>Paths on this machine, as the build wrote them into the assembly.</summary>
internal static class TestPaths
{
    public static string Project { get; } = Metadata("ProjectFolder");

    public static string Repository { get; } = Metadata("RepositoryFolder");

    public static string OldestCdk { get; } = Metadata("OldestCdk");

    public static string NewestCdk { get; } = Metadata("NewestCdk");

    /// <summary>Gets the assembly of a CDK version that is compiled against and never run.</summary>
    public static string CdkAssembly(string version)
        => Directory.GetFiles(Path.Combine(Metadata("PackagesFolder"), "amazon.cdk.lib", version, "lib"), "Amazon.CDK.Lib.dll", SearchOption.AllDirectories).Single();

    private static string Metadata(string key)
        => typeof(TestPaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
