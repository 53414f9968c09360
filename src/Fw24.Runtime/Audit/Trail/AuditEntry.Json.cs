using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Fw24.Audit.Records;
using Fw24.Audit.Trail;
using Fw24.Items;
using Fw24.Json;

namespace Fw24.Audit;

/// <content>Reads records from lines of JSON, and writes them.</content>
public sealed partial class AuditEntry
{
    /// <summary>Parses a record, such as the message of a CloudWatch log event.</summary>
    /// <param name="json">The record as one JSON object in UTF-8 (schema <c>fw24.audit/2</c> or <c>fw24.audit/1</c>). Unknown members are skipped.</param>
    /// <returns>The record.</returns>
    /// <exception cref="ItemFormatException">The JSON is not an audit record.</exception>
    public static AuditEntry Parse(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            throw new ItemFormatException("audit record", "", "UTF-8 text", "invalid UTF-8");
        }

        var walker = new StrictJsonReader(json, "audit record");
        var values = new ArrayBufferWriter<byte>(json.Length * 2);
        using var typed = new Utf8JsonWriter(values, AuditSchema.WriterOptions);
        var members = new AuditMembers();
        var changes = new List<(string Path, ByteRange Old, ByteRange New)>();
        var redacted = new List<string>();
        var erased = new List<string>();
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var restored = new Dictionary<string, string>(StringComparer.Ordinal);
        var key = default(ByteRange);

        walker.EnterObject();
        while (walker.NextMember(out var name))
        {
            if (name.Is("key"u8))
            {
                key = ReadKey(ref walker, typed, values);
            }
            else if (name.Is("changes"u8))
            {
                ReadChanges(ref walker, typed, values, changes);
            }
            else if (name.Is("redacted"u8))
            {
                ReadNames(ref walker, redacted);
            }
            else if (name.Is("erased"u8))
            {
                ReadNames(ref walker, erased);
            }
            else if (name.Is("fields"u8))
            {
                ReadTexts(ref walker, fields);
            }
            else if (name.Is("restored"u8))
            {
                ReadTexts(ref walker, restored);
            }
            else if (walker.Peek() == '"')
            {
                members.Set(name, walker.ReadText());
            }
            else
            {
                _ = walker.ReadValue();
            }
        }

        walker.End();
        return members.ToEntry(
            new ItemImage(values.WrittenMemory.Slice(key.Start, key.Length)),
            changes.ConvertAll(change => new AuditedChange(change.Path, Of(change.Old), Of(change.New))),
            redacted,
            erased,
            fields,
            restored);

        ReadOnlyMemory<byte> Of(ByteRange slice) => values.WrittenMemory.Slice(slice.Start, slice.Length);
    }

    /// <summary>Parses a text with one record per line, such as the output of the console sink. Lines that are not JSON objects are skipped.</summary>
    /// <param name="lines">The text in UTF-8.</param>
    /// <returns>The records.</returns>
    /// <exception cref="ItemFormatException">A line is a JSON object but not an audit record.</exception>
    public static IReadOnlyList<AuditEntry> ParseLines(ReadOnlySpan<byte> lines)
    {
        var entries = new List<AuditEntry>();
        foreach (var range in lines.Split((byte)'\n'))
        {
            var line = lines[range].Trim(" \t\r"u8);
            if (line is [(byte)'{', ..])
            {
                entries.Add(Parse(line));
            }
        }

        return entries;
    }

    /// <summary>Writes the record as audits in CloudWatch Logs and the console have it; <see cref="Parse"/> reads it.</summary>
    /// <returns>One JSON object in UTF-8, without line breaks.</returns>
    public ReadOnlyMemory<byte> ToJson()
    {
        using var line = new AuditLineWriter();
        return line.Write(this);
    }

    /// <summary>Indicates whether the record is the one that its commitment commits to.</summary>
    /// <param name="writer">Writes its canonical form.</param>
    internal bool KeepsCommitment(AuditLineWriter writer)
    {
        try
        {
            return Salt is { Length: RecordCommitment.SaltLength } && Commitment is not null
                && RecordCommitment.IsOf(Commitment, writer.WriteSalted(this, Salt));
        }
        catch (ItemFormatException)
        {
            // A value is none of DynamoDB's: no stream delivered it.
            return false;
        }
    }

    private static ByteRange ReadKey(ref StrictJsonReader walker, Utf8JsonWriter typed, ArrayBufferWriter<byte> values)
    {
        var start = Begin(typed, values);
        typed.WriteStartObject();
        walker.EnterObject();
        while (walker.NextMember(out var name))
        {
            typed.WritePropertyName(name.Unescape());
            AuditValueDecoder.Write(typed, ref walker);
        }

        typed.WriteEndObject();
        return End(typed, values, start);
    }

    private static void ReadChanges(ref StrictJsonReader walker, Utf8JsonWriter typed, ArrayBufferWriter<byte> values, List<(string Path, ByteRange Old, ByteRange New)> changes)
    {
        walker.EnterObject();
        while (walker.NextMember(out var path))
        {
            var (old, @new) = (default(ByteRange), default(ByteRange));
            walker.EnterObject();
            while (walker.NextMember(out var side))
            {
                var start = Begin(typed, values);
                AuditValueDecoder.Write(typed, ref walker);
                var value = End(typed, values, start);
                (old, @new) = side.Is("old"u8) ? (value, @new) : side.Is("new"u8) ? (old, value) : (old, @new);
            }

            changes.Add((path.ToString(), old, @new));
        }
    }

    private static void ReadNames(ref StrictJsonReader walker, List<string> names)
    {
        walker.EnterList();
        while (walker.NextElement())
        {
            names.Add(walker.ReadText().ToString());
        }
    }

    private static void ReadTexts(ref StrictJsonReader walker, Dictionary<string, string> texts)
    {
        walker.EnterObject();
        while (walker.NextMember(out var name))
        {
            texts[name.ToString()] = walker.ReadText().ToString();
        }
    }

    private static int Begin(Utf8JsonWriter typed, ArrayBufferWriter<byte> values)
    {
        typed.Reset();
        return values.WrittenCount;
    }

    private static ByteRange End(Utf8JsonWriter typed, ArrayBufferWriter<byte> values, int start)
    {
        typed.Flush();
        return new ByteRange(start, values.WrittenCount - start);
    }
}
