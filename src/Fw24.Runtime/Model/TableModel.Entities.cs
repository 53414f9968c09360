using System.Buffers;
using System.Text;
using System.Text.Json;
using Fw24.Items;
using Fw24.Json;

namespace Fw24.Model;

/// <content>What the functions ask of a table's rows.</content>
public sealed partial class TableModel
{
    /// <summary>What the partition keys of audit records begin with where they are kept among items.</summary>
    internal static ReadOnlySpan<byte> AuditPartitionPrefix => "AUDIT#"u8;

    /// <summary>The partition key's name in UTF-8.</summary>
    internal byte[] Utf8PartitionKey => field ??= Encoding.UTF8.GetBytes(PartitionKey.Name);

    /// <summary>The sort key's name in UTF-8, if the table has one.</summary>
    internal byte[]? Utf8SortKey => field ??= SortKey is null ? null : Encoding.UTF8.GetBytes(SortKey.Name);

    /// <summary>The names of all entities' sensitive attributes.</summary>
    internal SensitiveNames SensitiveNames => field ??= new SensitiveNames(Entities.SelectMany(static entity => entity.Sensitive.Select(static attribute => attribute.Name)));

    /// <summary>Whether audit records are kept among the table's items: its own, or those of another table of the app.</summary>
    internal bool HoldsAuditRecords { get => field || AuditTableName == Name; set; }

    /// <summary>The table that keeps the audit's records, where a table does.</summary>
    internal string? AuditTableName => Audit is { LoggerType: AuditLoggerType.DynamoDb } ? Audit.AuditTableName ?? Name : null;

    private byte[]? Utf8Discriminator => field ??= Discriminator is null ? null : Encoding.UTF8.GetBytes(Discriminator);

    /// <summary>Whether a row is an audit record that is kept among the table's items.</summary>
    /// <param name="keys">The row's key.</param>
    internal bool IsAuditRow(in ItemImage keys)
        => HoldsAuditRecords
        && keys.TryGetAttribute(Utf8PartitionKey, out var value)
        && ScalarValue.Read(value, PartitionKey.Name) is { Type: AttributeType.String } key
        && key.Text.Unescape().StartsWith(AuditPartitionPrefix);

    /// <summary>The key of an item.</summary>
    /// <param name="item">The item.</param>
    internal ItemImage KeyOf(in ItemImage item)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var attribute in item)
        {
            if (attribute.Is(Utf8PartitionKey) || (Utf8SortKey is not null && attribute.Is(Utf8SortKey)))
            {
                json.WritePropertyName(attribute.Name);
                json.WriteRawValue(attribute.Value, skipInputValidation: true);
            }
        }

        json.WriteEndObject();
        json.Flush();
        return new ItemImage(buffer.WrittenMemory);
    }

    /// <summary>The entity whose change a stream record reports: that of the item as it is now, or as it was last.</summary>
    /// <param name="record">The record.</param>
    /// <returns>The entity; <see langword="null"/> for a row that is no entity of the model.</returns>
    internal EntityModel? EntityOf(in StreamRecord record)
        => EntityOf(TellingImageOf(record));

    /// <summary>Whether a stream record says which entity its row is of, be it one of the model or not. Rows from before a table was shared do not.</summary>
    /// <param name="record">The record.</param>
    internal bool HasDiscriminator(in StreamRecord record) => Utf8Discriminator is { } discriminator && TellingImageOf(record).TryGetAttribute(discriminator, out _);

    private static ItemImage TellingImageOf(in StreamRecord record)
        => !record.NewImage.IsAbsent ? record.NewImage : !record.OldImage.IsAbsent ? record.OldImage : record.Keys;

    /// <summary>The entity of an item.</summary>
    /// <param name="image">The item.</param>
    /// <returns>The entity; <see langword="null"/> for a row that is no entity of the model.</returns>
    internal EntityModel? EntityOf(in ItemImage image)
    {
        if (Utf8Discriminator is not { } discriminator)
        {
            return Entities[0];
        }

        if (!image.TryGetAttribute(discriminator, out var value)
            || ScalarValue.Read(value, Discriminator!) is not { Type: AttributeType.String } name)
        {
            return null;
        }

        for (var i = 0; i < Entities.Count; i++)
        {
            if (name.Text.Is(Entities[i].Utf8Name))
            {
                return Entities[i];
            }
        }

        return null;
    }
}
