using System.Buffers;
using System.Text.Json;
using Fw24.Changes;
using Fw24.Changes.Reading;
using Fw24.Model;

namespace Fw24.Aws;

/// <summary>
/// A stream record that another library has parsed, such as <c>Amazon.Lambda.DynamoDBEvents</c>. Generated code fills it in from that
/// library's types and reads it as a typed change.
/// </summary>
/// <remarks>It is converted back to JSON and read like every other record: with the same checks, faults and origin.</remarks>
public sealed class ParsedStreamRecord
{
    /// <summary>The record's <c>eventID</c>.</summary>
    public string? EventId { get; init; }

    /// <summary>The record's <c>eventName</c>: INSERT, MODIFY or REMOVE.</summary>
    public string? EventName { get; init; }

    /// <summary>The record's <c>eventSourceARN</c>: the stream's ARN.</summary>
    public string? EventSourceArn { get; init; }

    /// <summary>The record's <c>awsRegion</c>.</summary>
    public string? AwsRegion { get; init; }

    /// <summary>The <c>type</c> of the record's <c>userIdentity</c>: <c>Service</c> for an item whose time to live expired.</summary>
    public string? IdentityType { get; init; }

    /// <summary>The <c>principalId</c> of the record's <c>userIdentity</c>.</summary>
    public string? IdentityPrincipal { get; init; }

    /// <summary>The record's <c>SequenceNumber</c>: up to 40 digits.</summary>
    public string? SequenceNumber { get; init; }

    /// <summary>The record's <c>ApproximateCreationDateTime</c>, to the second. A time of unspecified kind is UTC; the default value means none.</summary>
    public DateTime? ChangedAt { get; init; }

    /// <summary>The item's key.</summary>
    public ItemImage Keys { get; init; }

    /// <summary>The item before the change; absent when the record has none.</summary>
    public ItemImage OldImage { get; init; }

    /// <summary>The item after the change; absent when the record has none.</summary>
    public ItemImage NewImage { get; init; }

    /// <summary>Reads the record as a change of an entity.</summary>
    /// <typeparam name="TChange">The entity's change record.</typeparam>
    /// <param name="app">The app, whose table distinguishes its entities.</param>
    /// <param name="entity">The entity.</param>
    /// <param name="read">The entity's generated code.</param>
    /// <returns>The change; <see langword="null"/> if the record belongs to another entity of the table or to none.</returns>
    /// <exception cref="ItemFormatException">The record is not a stream record, or an image is not an item of the entity.</exception>
    /// <exception cref="MissingImageException">An image is missing because the stream's view type does not include it.</exception>
    /// <exception cref="ArgumentException">The app has no such entity.</exception>
    public TChange? ReadChange<TChange>(AppModel app, EntityModel entity, ChangeRead<TChange> read)
        where TChange : EntityChange
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(read);
        var table = app.TableOf(entity);
        var record = ToRecord(table);
        return ReferenceEquals(table.EntityOf(record), entity) && !table.IsAuditRow(record.Keys) ? read(entity.HeaderOf(record), record) : null;
    }

    private StreamRecord ToRecord(TableModel table)
    {
        var record = StreamBatch.ReadGuarded(ToPayload(), table.SensitiveNames)[0];
        return record.Fault is null ? record : throw new ItemFormatException("Stream record", "", "a record of a DynamoDB stream", record.Fault.TrimEnd('.'));
    }

    private ReadOnlyMemory<byte> ToPayload()
    {
        var payload = new ArrayBufferWriter<byte>(512 + Keys.Json.Length + OldImage.Json.Length + NewImage.Json.Length);
        using var json = new Utf8JsonWriter(payload);
        json.WriteStartObject();
        json.WriteStartArray("Records"u8);
        json.WriteStartObject();
        Write(json, "eventID"u8, EventId);
        Write(json, "eventName"u8, EventName);
        Write(json, "eventSourceARN"u8, EventSourceArn);
        Write(json, "awsRegion"u8, AwsRegion);
        if (IdentityType is not null || IdentityPrincipal is not null)
        {
            json.WriteStartObject("userIdentity"u8);
            Write(json, "type"u8, IdentityType);
            Write(json, "principalId"u8, IdentityPrincipal);
            json.WriteEndObject();
        }

        WriteData(json);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return payload.WrittenMemory;
    }

    private void WriteData(Utf8JsonWriter json)
    {
        json.WriteStartObject("dynamodb"u8);
        // Such libraries use the default DateTime when a record has no time.
        if (ChangedAt is { } time && time != default)
        {
            var utc = time.Kind is DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time;
            json.WriteNumber("ApproximateCreationDateTime"u8, new DateTimeOffset(utc).ToUnixTimeSeconds());
        }

        Write(json, "SequenceNumber"u8, SequenceNumber);
        Write(json, "Keys"u8, Keys);
        Write(json, "OldImage"u8, OldImage);
        Write(json, "NewImage"u8, NewImage);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, ItemImage item)
    {
        if (!item.IsAbsent)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(item.Json.Span, skipInputValidation: true);
        }
    }
}
