using System.Buffers;
using System.Text;
using System.Text.Json;
using Fw24.Items;
using Fw24.Json;

namespace Fw24.Model;

/// <content>Queries that the functions make about a table's rows.</content>
public sealed partial class TableModel
{
    /// <summary>The prefix of the partition keys of audit records that are stored among items.</summary>
    internal static ReadOnlySpan<byte> AuditPartitionPrefix => "AUDIT#"u8;

    /// <summary>The partition key's name in UTF-8.</summary>
    internal byte[] Utf8PartitionKey => field ??= Encoding.UTF8.GetBytes(PartitionKey.Name);

    /// <summary>The sort key's name in UTF-8, if the table has one.</summary>
    internal byte[]? Utf8SortKey => field ??= SortKey is null ? null : Encoding.UTF8.GetBytes(SortKey.Name);

    /// <summary>The names of the sensitive attributes of all entities.</summary>
    internal SensitiveNames SensitiveNames => field ??= new SensitiveNames(Entities.SelectMany(static entity => entity.Sensitive.Select(static attribute => attribute.Name)));

    /// <summary>Indicates whether audit records are stored among the table's items: its own, or those of another table of the app.</summary>
    internal bool HoldsAuditRecords { get => field || AuditTableName == Name; set; }

    /// <summary>The table that stores the audit records, if a table does.</summary>
    internal string? AuditTableName => Audit is { LoggerType: AuditLoggerType.DynamoDb } ? Audit.AuditTableName ?? Name : null;

    private byte[]? Utf8Discriminator => field ??= Discriminator is null ? null : Encoding.UTF8.GetBytes(Discriminator);

    /// <summary>Indicates whether a row is an audit record stored among the table's items.</summary>
    /// <param name="keys">The row's key.</param>
    internal bool IsAuditRow(in ItemImage keys)
        => HoldsAuditRecords
        && keys.TryGetAttribute(Utf8PartitionKey, out var value)
        && ScalarValue.Read(value, PartitionKey.Name) is { Type: AttributeType.String } key
        && key.Text.Unescape().StartsWith(AuditPartitionPrefix);

    /// <summary>Returns the key of an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="index">An index whose key is returned too.</param>
    internal ItemImage KeyOf(in ItemImage item, IndexModel? index = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var attribute in item)
        {
            if (attribute.Is(Utf8PartitionKey) || (Utf8SortKey is not null && attribute.Is(Utf8SortKey)) || index?.IsKey(attribute) is true)
            {
                attribute.WriteTo(json);
            }
        }

        json.WriteEndObject();
        json.Flush();
        return new ItemImage(buffer.WrittenMemory);
    }

    /// <summary>Returns the entity whose change a stream record reports, judging by the new image if there is one, otherwise by the old one.</summary>
    /// <returns>The entity; <see langword="null"/> for a row that does not belong to an entity of the model.</returns>
    internal EntityModel? EntityOf(in StreamRecord record)
    {
        var image = TellingImageOf(record);
        return image.IsAbsent && Discriminator is not null ? null : EntityOf(image);
    }

    /// <summary>Indicates whether a stream record names its row's entity, known or not. Rows from before a table was shared do not.</summary>
    internal bool HasDiscriminator(in StreamRecord record) => Utf8Discriminator is { } discriminator && TellingImageOf(record).TryGetAttribute(discriminator, out _);

    /// <summary>Indicates whether a stream record's row has no discriminator although the table's entities do.</summary>
    internal bool IsUnmarked(in StreamRecord record)
        => Discriminator is not null && !TellingImageOf(record).IsAbsent && !HasDiscriminator(record);

    private static ItemImage TellingImageOf(in StreamRecord record)
        => !record.NewImage.IsAbsent ? record.NewImage : record.OldImage;

    /// <summary>Returns the entity of an item.</summary>
    /// <returns>The entity; <see langword="null"/> for a row that does not belong to an entity of the model.</returns>
    internal EntityModel? EntityOf(in ItemImage image)
    {
        if (Utf8Discriminator is not { } discriminator)
        {
            return Entities[0];
        }

        if (!image.TryGetAttribute(discriminator, out var value))
        {
            return UnmarkedEntity;
        }

        if (ScalarValue.Read(value, Discriminator!) is not { Type: AttributeType.String } name)
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
