using System.Text;
using System.Text.Json;
using Fw24.Audit;
using Fw24.Audit.Sinks;
using Fw24.Changes.Reading;
using Fw24.Functions;
using Fw24.Json.Text;
using Fw24.Lambda;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Records;

/// <summary>S16: for no reader does a value in a line end the line, control a terminal or change the text direction.</summary>
public sealed class LineTextTests
{
    // All characters that end a line for some reader, control terminals, or change the text direction.
    private static readonly string s_breaks = string.Concat(
        Enumerable.Range(0x7F, 0x21).Concat([0x2028, 0x2029, 0x061C, 0x200E, 0x200F]).Concat(Enumerable.Range(0x202A, 5)).Concat(Enumerable.Range(0x2066, 4)).Select(static unit => (char)unit));

    private static readonly string s_kept = "aZ ~ü\u00a0\u061b\u061d漢\u2027\u202f\u2065\u206a€😀\u200d\ufeff";

    private static readonly JsonSerializerOptions s_readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void S16_every_such_character_is_escaped_and_no_other()
    {
        foreach (var rune in s_breaks.EnumerateRunes())
        {
            var text = Encoding.UTF8.GetBytes($"\"é{rune}\\\\{rune}\"");

            var escaped = LineText.Escape(text);

            Assert.True(LineText.Breaks(rune) && LineText.IndexOfBreak(text) == 3);
            Assert.Equal($"\"é\\u{rune.Value:x4}\\\\\\u{rune.Value:x4}\"", Encoding.UTF8.GetString(escaped));
            Assert.Equal(JsonSerializer.Deserialize<string>(text), JsonSerializer.Deserialize<string>(escaped));
        }

        Assert.Equal(-1, LineText.IndexOfBreak(Encoding.UTF8.GetBytes(s_kept)));
        Assert.Equal(s_kept, Encoding.UTF8.GetString(LineText.Escape(Encoding.UTF8.GetBytes(s_kept))));
    }

    [Theory]
    [InlineData(new byte[] { 0xC2 })]
    [InlineData(new byte[] { 0xE2, 0x80 })]
    [InlineData(new byte[] { 0xC2, 0x41, 0xFF, 0xE2 })]
    public void S16_bytes_that_are_no_UTF_8_stay_as_they_are(byte[] bytes) => Assert.Equal(bytes, LineText.Escape(bytes));

    [Fact]
    public void S16_an_audit_line_is_one_line_and_says_the_same()
    {
        var text = JsonSerializer.Serialize(s_breaks + s_kept, s_readable);
        var raw = text.Replace("\\u2028", "\u2028", StringComparison.Ordinal).Replace("\\u2029", "\u2029", StringComparison.Ordinal).Replace("\\u0085", "\u0085", StringComparison.Ordinal).Replace("\\u007F", "\u007f", StringComparison.Ordinal).Replace("\\u009B", "\u009b", StringComparison.Ordinal);
        Assert.Contains('\u2028', raw);
        var keys = $$$"""{"Id":{"S":{{{raw}}}}}""";
        var image = AuditTable.ImageOf(
            $$$$"""{"Id":{"S":{{{{raw}}}}},"By":{"S":{{{{raw}}}}},{{{{raw}}}}:{"M":{{{{{raw}}}}:{"L":[{"S":{{{{raw}}}}}]}}},"set":{"SS":[{{{{raw}}}},"a"]}}""");

        var record = AuditTable.Writer().Write(AuditTable.Change(default, image, AuditTable.ImageOf(keys), trace: s_breaks) with { EventId = Encoding.UTF8.GetBytes(s_breaks) });

        AssertOneLine(AuditTable.Text(record.Json));
        Assert.Equal(s_breaks, AuditEntry.Parse(record.Json.Span).EventId);
        Assert.Equal(s_breaks + s_kept, AuditEntry.Parse(record.Json.Span).Actor);
        Assert.True(AuditTable.Same(image, Assert.Single(AuditTrail.Gather(AuditEntry.ParseLines(record.Json.Span))).Fold().Item));
    }

    [Fact]
    public async Task S16_the_lines_of_the_console_are_lines_for_every_reader()
    {
        using var output = new MemoryStream();
        var console = new LambdaConsole(output);
        using (var provider = new LambdaLoggerProvider(console, new FakeTimeProvider()))
        {
            provider.CreateLogger("c").LogInformation(new InvalidOperationException(s_breaks), "{Text}", s_breaks + s_kept);
        }

        var forged = new AuditRecord
        {
            EventId = "e", Entity = "Order", SequenceNumber = "1", Time = AuditTable.Start, Json = Encoding.UTF8.GetBytes($$"""{"text":"{{s_breaks}}"}"""), OldImage = default, NewImage = default,
        };
        await new ConsoleAuditSink(console).StoreAsync([forged, forged], TestContext.Current.CancellationToken);

        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.All(lines, AssertOneLine);
        using var json = JsonDocument.Parse(lines[0]);
        Assert.Equal(s_breaks + s_kept, json.RootElement.GetProperty("Text").GetString());
    }

    [Fact]
    public void S16_names_in_faults_are_one_line()
    {
        var name = JsonSerializer.Serialize("a\n" + s_breaks + "b");
        var fault = Assert.Single(StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify(newImage: $$$"""{{{{name}}}:{"Q":"1"}}""")))).Fault!;

        AssertOneLine(fault);
        Assert.Contains("NewImage.a?????", fault, StringComparison.Ordinal);
    }

    private static void AssertOneLine(string line)
    {
        Assert.Equal(-1, line.AsSpan().IndexOfAny(s_breaks));
        Assert.Equal(-1, line.AsSpan().IndexOfAnyInRange('\0', '\u001f'));
    }
}
