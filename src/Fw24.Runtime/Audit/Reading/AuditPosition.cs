using System.Buffers;
using System.Text.Json;
using Fw24.Audit.Records;
using Fw24.Items.Values;

namespace Fw24.Audit.Reading;

/// <summary>
/// The place of a record in a read: records of several items and tables are in the order of their times, then of their sequence numbers.
/// </summary>
/// <param name="Time">The time of the change.</param>
/// <param name="Sequence">Its sequence number.</param>
/// <param name="Table">The table's name.</param>
/// <param name="Item">The identity of the item's key.</param>
internal sealed record AuditPosition(DateTimeOffset Time, string Sequence, string Table, string Item) : IComparable<AuditPosition>
{
    /// <summary>Gets the position of a record.</summary>
    public static AuditPosition Of(AuditEntry entry)
        => new(entry.Time, entry.SequenceNumber, entry.Table, AuditKey.Identity(entry.Key));

    /// <summary>Parses the content of a page token.</summary>
    /// <exception cref="FormatException">The content is not a position.</exception>
    public static AuditPosition Parse(byte[] content)
    {
        var json = JsonDocument.Parse(content).RootElement;
        return new(new DateTimeOffset(json[0].GetInt64(), TimeSpan.Zero), json[1].GetString()!, json[2].GetString()!, json[3].GetString()!);
    }

    /// <summary>Writes the content of a page token.</summary>
    public byte[] ToContent()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        json.WriteNumberValue(Time.UtcTicks);
        json.WriteStringValue(Sequence);
        json.WriteStringValue(Table);
        json.WriteStringValue(Item);
        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Indicates whether two records are of the same change.</summary>
    public bool IsSameChange(AuditPosition other)
        => Table == other.Table && SequenceNumber.Compare(Sequence, other.Sequence) == 0 && Item == other.Item;

    /// <inheritdoc/>
    public int CompareTo(AuditPosition? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = Time.CompareTo(other.Time);
        order = order != 0 ? order : SequenceNumber.Compare(Sequence, other.Sequence);
        order = order != 0 ? order : string.CompareOrdinal(Table, other.Table);
        return order != 0 ? order : string.CompareOrdinal(Item, other.Item);
    }
}
