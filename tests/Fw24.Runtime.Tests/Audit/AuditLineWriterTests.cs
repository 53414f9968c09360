using System.Text;
using CsCheck;
using Fw24.Audit;
using Fw24.Audit.Reading.Stores;
using Fw24.Audit.Trail;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;

namespace Fw24.Runtime.Tests.Audit;

/// <summary>An exported line is the record that a log would have.</summary>
public sealed class AuditLineWriterTests
{
    [Fact]
    public void An_exported_line_is_the_one_that_the_sinks_of_lines_write() => Seeded.ForAll(RandomHistory.All, 500, static history =>
    {
        using var line = new AuditLineWriter();
        foreach (var (old, @new) in history.Changes)
        {
            var record = AuditTable.Writer().Write(AuditTable.Change(TextOf(old), TextOf(@new)));

            Assert.Equal(AuditTable.Text(record.Json), AuditTable.Text(line.Write(AuditEntry.Parse(record.Json.Span))));
        }
    });

    [Fact]
    public void An_erased_record_is_a_line_that_can_be_read()
    {
        var record = AuditTable.Writer().Write(AuditTable.Change("""{"Id":{"S":"item-1"},"v":{"S":"x"},"By":{"S":"u-1"}}""", null));
        var erased = AuditEntry.Parse(record.Json.Span).Erased(AuditTable.Start, ErasureScope.Values);
        var line = erased.ToJson();

        Assert.DoesNotContain("\"x\"", AuditTable.Text(line), StringComparison.Ordinal);
        var read = AuditLine.Read(line.Span)!;
        Assert.Equal((erased.ErasedAt, erased.Actor, "By v"), (read.ErasedAt, read.Actor, string.Join(' ', read.ErasedNames)));
    }

    private static string? TextOf(ItemImage image) => image.IsAbsent ? null : Encoding.UTF8.GetString(image.Json.Span);
}
