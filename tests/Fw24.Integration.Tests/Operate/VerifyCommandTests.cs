using System.IO.Compression;
using System.Security.Cryptography;
using Fw24.Integration.Tests.Seals;

namespace Fw24.Integration.Tests.Operate;

/// <summary>The tool's verification of an export with a copy of the log, as an auditor runs it: without the app and the account.</summary>
public sealed class VerifyCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fw24-verify-");

    [Fact]
    public async Task An_export_is_what_was_sealed_until_a_record_is_altered()
    {
        using var records = await SealedRecords.CreateAsync(120);
        var (export, key) = (Path.Combine(_folder.FullName, "export"), Path.Combine(_folder.FullName, "log-key.der"));
        var (may, june) = (Path.Combine(_folder.FullName, "may.txt"), Path.Combine(_folder.FullName, "june.txt"));
        await records.ExportAsync(export);
        await File.WriteAllBytesAsync(key, records.Key.PublicKey.ToArray(), TestContext.Current.CancellationToken);
        string[] verify = ["verify", "--export", export, "--log", records.Folder, "--origin", records.Key.Name, "--key", key];

        var sound = await ToolRun.StartAsync(new Dictionary<string, string>(), [.. verify, "--keep", may]);
        var continued = await ToolRun.StartAsync(new Dictionary<string, string>(), [.. verify, "--kept", may, "--keep", june, "--json"]);
        await AlterAsync(export);
        var altered = await ToolRun.StartAsync(new Dictionary<string, string>(), [.. verify, "--json"]);

        Assert.Equal(0, sound.ExitCode);
        Assert.Contains("120 records are what was sealed", sound.Output, StringComparison.Ordinal);
        Assert.Equal(0, continued.ExitCode);
        Assert.Equal(
            await File.ReadAllTextAsync(may, TestContext.Current.CancellationToken),
            continued.Json.GetProperty("checkpoint").GetString());
        Assert.Equal(1, altered.ExitCode);
        var finding = Assert.Single(altered.Json.GetProperty("findings").EnumerateArray());
        Assert.Equal(("altered", "orders/event-7"), (finding.GetProperty("kind").GetString(), finding.GetProperty("place").GetString()));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // By somebody who also makes the manifest fit.
    private static async Task AlterAsync(string export)
    {
        var file = Directory.GetFiles(export, "*.jsonl.gz", SearchOption.AllDirectories).Single();
        string text;
        using (var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress)))
        {
            text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }

        var old = await HashAsync(file);
        await using (var writer = new StreamWriter(new GZipStream(File.Create(file), CompressionLevel.Fastest)))
        {
            await writer.WriteAsync(text.Replace("\"actor\":\"u-7\"", "\"actor\":\"u-8\"", StringComparison.Ordinal));
        }

        foreach (var name in new[] { "manifest.json", "SHA256SUMS" })
        {
            var path = Path.Combine(export, name);
            var content = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(
                path, content.Replace(old, await HashAsync(file), StringComparison.Ordinal), TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> HashAsync(string file)
        => Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
}
