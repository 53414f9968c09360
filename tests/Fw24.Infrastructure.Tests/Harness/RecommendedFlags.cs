using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.Loader;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fw24.Infrastructure.Tests.Harness;

/// <summary>The feature flags that <c>cdk init</c> of the newest CDK writes into <c>cdk.json</c>, read from its package.</summary>
internal static class RecommendedFlags
{
    private static readonly Lazy<IReadOnlyDictionary<string, object>> s_all = new(Read);

    /// <summary>The flags and their values, as the context of a CDK app.</summary>
    public static IReadOnlyDictionary<string, object> All => s_all.Value;

    // The assembly contains the library in JavaScript, as a package of npm.
    private static Dictionary<string, object> Read()
    {
        var context = new AssemblyLoadContext("cdk", isCollectible: true);
        var assembly = context.LoadFromAssemblyPath(TestPaths.CdkAssembly(TestPaths.NewestCdk));
        var package = assembly.GetManifestResourceNames().Single(static name => name.EndsWith(".tgz", StringComparison.Ordinal));
        using var stream = assembly.GetManifestResourceStream(package)!;
        using var unzipped = new GZipStream(stream, CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Name.EndsWith("/recommended-feature-flags.json", StringComparison.Ordinal))
            {
                return JsonNode.Parse(entry.DataStream!)!.AsObject().ToDictionary(static flag => flag.Key, static flag => Value(flag.Value!));
            }
        }

        throw new InvalidOperationException("The CDK's package has no list of recommended flags.");
    }

    private static object Value(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => (string)value!,
        _ => value.AsArray().Select(static element => (object)(string)element!).ToArray(),
    };
}
