using System.Text.Json;
using Fw24.Json;
using Fw24.Json.Text;

namespace Fw24.Seals;

/// <summary>An entry of a log: one line of JSON.</summary>
internal sealed class SealEntry
{
    /// <summary>The schema of an audit record's seal.</summary>
    public const string RecordSchema = "fw24.seal/1";

    /// <summary>The schema of a record's erasure, which has the members of its seal.</summary>
    public const string ErasedSchema = "fw24.seal.erased/1";

    /// <summary>The schema of the mark that ends each round.</summary>
    public const string MarkSchema = "fw24.seal.mark/1";

    /// <summary>The schema.</summary>
    public required string Schema { get; init; }

    /// <summary>The time of the change; in a mark, that of the round.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The table's name.</summary>
    public string Table { get; init; } = "";

    /// <summary>The change's event id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The record's commitment.</summary>
    public string Commitment { get; init; } = "";

    /// <summary>The time from which the record may be gone.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Indicates whether the entry is the seal of a record or of its erasure.</summary>
    public bool IsOfRecord => Schema is RecordSchema or ErasedSchema;

    /// <summary>Creates the entry of the record's erasure.</summary>
    public SealEntry Erased() => new() { Schema = ErasedSchema, Table = Table, Id = Id, Time = Time, Commitment = Commitment };

    /// <summary>Returns the entry as a line.</summary>
    public ReadOnlyMemory<byte> ToJson()
    {
        using var json = new MessageBuffer(256);
        Write(json);
        return json.Written(json.Since(0)).ToArray();
    }

    /// <summary>Writes the entry.</summary>
    /// <param name="json">The output.</param>
    public void Write(MessageBuffer json)
    {
        WriteText(json, "{\"schema\":\""u8, Schema);
        if (IsOfRecord)
        {
            WriteText(json, ",\"table\":\""u8, Table);
            WriteText(json, ",\"id\":\""u8, Id);
        }

        WriteTime(json, ",\"time\":\""u8, Time);
        if (ExpiresAt is { } expiry)
        {
            WriteTime(json, ",\"expiresAt\":\""u8, expiry);
        }

        if (IsOfRecord)
        {
            WriteText(json, ",\"commitment\":\""u8, Commitment);
        }

        json.Append("}"u8);
    }

    /// <summary>Reads an entry. Unknown members are skipped.</summary>
    /// <returns>The entry; <see langword="null"/> when it is not one of this version.</returns>
    public static SealEntry? Parse(ReadOnlySpan<byte> entry)
    {
        string? schema = null, table = null, id = null, commitment = null;
        DateTimeOffset? time = null, expiresAt = null;
        try
        {
            var json = new Utf8JsonReader(entry);
            _ = json.Read();
            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                var name = json.ValueSpan;
                _ = json.Read();
                if (name.SequenceEqual("schema"u8))
                {
                    schema = json.ValueTextEquals("fw24.seal/1"u8) ? RecordSchema : json.GetString();
                }
                else if (name.SequenceEqual("table"u8))
                {
                    table = json.GetString();
                }
                else if (name.SequenceEqual("id"u8))
                {
                    id = json.GetString();
                }
                else if (name.SequenceEqual("commitment"u8))
                {
                    commitment = json.GetString();
                }
                else if (name.SequenceEqual("time"u8))
                {
                    time = json.GetDateTimeOffset();
                }
                else if (name.SequenceEqual("expiresAt"u8))
                {
                    expiresAt = json.GetDateTimeOffset();
                }
                else
                {
                    json.Skip();
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }

        var isIncomplete = schema is RecordSchema or ErasedSchema && (table is null || id is null || commitment is null);
        return schema is null || time is null || isIncomplete
            ? null
            : new SealEntry
            {
                Schema = schema,
                Table = table ?? "",
                Id = id ?? "",
                Time = time.Value,
                ExpiresAt = expiresAt,
                Commitment = commitment ?? "",
            };
    }

    private static void WriteText(MessageBuffer json, ReadOnlySpan<byte> opening, string text)
    {
        json.Append(opening);
        json.AppendEscaped(text);
        json.Append("\""u8);
    }

    private static void WriteTime(MessageBuffer json, ReadOnlySpan<byte> opening, DateTimeOffset time)
    {
        json.Append(opening);
        json.Advance(UtcTime.Format(time, json.Reserve(UtcTime.MaxLength)));
        json.Append("\""u8);
    }
}
