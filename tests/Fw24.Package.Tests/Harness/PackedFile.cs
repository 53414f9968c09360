using System.IO.Compression;
using System.Xml.Linq;

namespace Fw24.Package.Tests.Harness;

/// <summary>A package from the build of this project.</summary>
internal sealed class PackedFile(string id) : IDisposable
{
    private static readonly string[] s_ofTheFormat = ["_rels/", "[Content_Types].xml", "package/"];

    private readonly ZipArchive _zip = ZipFile.OpenRead(Path.Combine(TestPaths.Packages, $"{id}.{TestPaths.PackageVersion}.nupkg"));

    /// <summary>The files, without those that every package has.</summary>
    public IReadOnlyList<string> Files => [.. _zip.Entries
        .Select(static entry => entry.FullName)
        .Where(static name => !s_ofTheFormat.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
        .Order(StringComparer.Ordinal)];

    /// <summary>The nuspec's metadata, without its namespace.</summary>
    public XElement Metadata
    {
        get
        {
            var root = XElement.Load(new MemoryStream(Read(id + ".nuspec")));
            foreach (var element in root.DescendantsAndSelf())
            {
                element.Name = element.Name.LocalName;
            }

            return root.Element("metadata")!;
        }
    }

    public byte[] Read(string file)
    {
        using var stream = _zip.GetEntry(file)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    public void Dispose() => _zip.Dispose();
}
