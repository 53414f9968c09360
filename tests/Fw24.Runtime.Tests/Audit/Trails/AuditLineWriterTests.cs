using System.Text;
using Fw24.Audit;
using Fw24.Audit.Reading.Stores;
using Fw24.Audit.Trail;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;

namespace Fw24.Runtime.Tests.Audit.Trails;

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

    [Theory]
    [InlineData("\"reason\":\"ticket \\\"1\\\"\",\"fields\":{\"a\":\"1\",\"b\":\"ü\"}")]
    [InlineData("\"restored\":{\"after\":\"7\",\"time\":\"2026-03-05T10:00:00Z\"}")]
    [InlineData("\"reason\":\"a\\u2028b\",\"restored\":{\"before\":\"7\",\"time\":\"2026-03-05T10:00:00Z\",\"undone\":\"7 6\"}")]
    public void Why_a_change_was_made_is_kept(string members)
    {
        var line = $$"""
            {"schema":"fw24.audit/2","id":"1","time":"2026-03-05T10:05:01Z","recordedAt":"2026-03-05T10:05:03Z","app":"shop",
            "table":"orders","entity":"Order","operation":"modify","key":{"Id":"item-1"},"changes":{},"actorKind":"unknown",
            {{members}},
            "origin":"application","sequence":"1"}
            """.ReplaceLineEndings("");

        Assert.Equal(line, AuditTable.Text(AuditEntry.Parse(Encoding.UTF8.GetBytes(line)).ToJson()));
    }

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
