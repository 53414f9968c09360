using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fw24.Benchmarks;

/// <summary>The measured event: MODIFY records with both images, as Lambda passes them on.</summary>
internal static class StreamPayload
{
    private const string Arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/shipments/stream/2026-11-22T10:00:00.000";

    private static readonly string[] s_cities = ["Lisboa", "København", "Łódź", "Graz", "Utrecht"];

    /// <summary>Writes an event.</summary>
    /// <param name="records">The number of records, each of a different item.</param>
    /// <param name="first">The number of its first item: events of other items have different keys, customers and amounts.</param>
    /// <returns>The event in UTF-8.</returns>
    public static byte[] Create(int records, int first = 0)
    {
        var buffer = new ArrayBufferWriter<byte>();

        // Lambda escapes only what JSON requires: a plus or an ø is not escaped.
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteStartArray("Records");
        for (var i = 0; i < records; i++)
        {
            WriteRecord(json, first + i);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteRecord(Utf8JsonWriter json, int i)
    {
        json.WriteStartObject();
        json.WriteString("eventID", string.Create(CultureInfo.InvariantCulture, $"{i:x8}c4ca4238a0b923820dcc509a"));
        json.WriteString("eventName", "MODIFY");
        json.WriteString("eventVersion", "1.1");
        json.WriteString("eventSource", "aws:dynamodb");
        json.WriteString("awsRegion", "eu-central-1");
        json.WriteStartObject("dynamodb");
        json.WriteNumber("ApproximateCreationDateTime", 1_795_341_900);
        json.WriteStartObject("Keys");
        WriteKey(json, i);
        json.WriteEndObject();
        json.WriteStartObject("NewImage");
        WriteImage(json, i, revision: 8);
        json.WriteEndObject();
        json.WriteStartObject("OldImage");
        WriteImage(json, i, revision: 7);
        json.WriteEndObject();
        json.WriteString("SequenceNumber", string.Create(CultureInfo.InvariantCulture, $"{4_421_584_500_000_000_000_000m + i}"));
        json.WriteNumber("SizeBytes", 1_870);
        json.WriteString("StreamViewType", "NEW_AND_OLD_IMAGES");
        json.WriteEndObject();
        json.WriteString("eventSourceARN", Arn);
        json.WriteEndObject();
    }

    private static void WriteKey(Utf8JsonWriter json, int i)
    {
        Text(json, "ShipmentId", string.Create(CultureInfo.InvariantCulture, $"shp-{i:D8}"));
        Text(json, "Part", "shipment");
    }

    // A typical modification: the status, a revision counter, a time and one line's quantity differ.
    private static void WriteImage(Utf8JsonWriter json, int i, int revision)
    {
        WriteKey(json, i);
        Text(json, "CustomerId", string.Create(CultureInfo.InvariantCulture, $"cus-{i % 977:D6}"));
        Text(json, "Status", revision == 7 ? "Packed" : "Shipped");
        Number(json, "Total", string.Create(CultureInfo.InvariantCulture, $"{1234.5m + i:0.00}"));
        Number(json, "Revision", revision.ToString(CultureInfo.InvariantCulture));
        Number(json, "Parcels", "3");
        json.WriteStartObject("Express");
        json.WriteBoolean("BOOL", i % 2 == 0);
        json.WriteEndObject();
        Number(json, "WeightKilograms", "12.75");
        Text(json, "Carrier", "Northern Parcel Service");
        Text(json, "Note", "Leave with the neighbour on the second floor when nobody is at home.");
        Text(json, "UpdatedAt", string.Create(CultureInfo.InvariantCulture, $"2026-11-22T10:0{revision}:00.0000000+00:00"));

        json.WriteStartObject("Lines");
        json.WriteStartArray("L");
        for (var line = 0; line < 3; line++)
        {
            json.WriteStartObject();
            json.WriteStartObject("M");
            Text(json, "Sku", string.Create(CultureInfo.InvariantCulture, $"sku-{line}-{i % 31:D4}"));
            Number(json, "Quantity", (line == 1 ? revision : line + 1).ToString(CultureInfo.InvariantCulture));
            Number(json, "Price", "411.50");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();

        json.WriteStartObject("To");
        json.WriteStartObject("M");
        Text(json, "Street", "Rua das Janelas Verdes 9");
        Text(json, "City", s_cities[i % s_cities.Length]);
        Text(json, "PostalCode", "1200-690");
        Text(json, "Country", "PT");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject(name);
        json.WriteString("S", value);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject(name);
        json.WriteString("N", value);
        json.WriteEndObject();
    }
}
