extern alias generator;

using System.Text.RegularExpressions;
using Fw24.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Tests;

#pragma warning disable
public sealed partial class ProbeTests
{
    private const string C = "public interface IContact { [Sensitive] string? Email { get; } } ";

    [Fact]
    public async Task Probe()
    {
        var sources = File.ReadAllLines("/tmp/bb-probes.txt");
        using var writer = new StreamWriter("/tmp/bb-out.txt");
        foreach (var source in sources)
        {
            if (source.Length is 0 || source.StartsWith('#')) { writer.WriteLine(source); continue; }
            try
            {
                var full = (source.StartsWith("RAW ") ? source[4..] : "using Fw24; namespace Shop; " + source)
                    .Replace("ENTITY", "[DynamoTable(\"orders\")] public sealed class Order")
                    .Replace("CONTACT", C)
                    .Replace("KEY", "[PartitionKey] public required string Id { get; init; }");
                var exe = full.Contains("//EXE");
                var test = GeneratorTest.RunOnly(new TestProject { Sources = [full], IsExecutable = false });
                writer.WriteLine("SRC " + source);
                foreach (var d in test.Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning)) writer.WriteLine("   C: " + d.Id + " " + d.GetMessage() + " " + d.Location.SourceTree?.FilePath);
                foreach (var d in await AnalyzerTest.DiagnosticsAsync(test)) writer.WriteLine("   A: " + d.Id + " " + d.GetMessage());
                foreach (var file in test.Files.Where(f => f.Key.EndsWith("Entity.g.cs")))
                {
                    writer.WriteLine("   F: " + file.Key + " sensitive=" + List().Match(file.Value).Groups["list"].Value + " audit=" + Aud().Match(file.Value).Value);
                }
            }
            catch (Exception e) { writer.WriteLine("   EXC " + e.Message.ReplaceLineEndings(" | ")); }
        }
    }

    [GeneratedRegex(@"Sensitive = \[(?<list>.*)\],")]
    private static partial Regex List();
    [GeneratedRegex(@"AuditIgnored = \[(?<list>.*)\],")]
    private static partial Regex Aud();
}
