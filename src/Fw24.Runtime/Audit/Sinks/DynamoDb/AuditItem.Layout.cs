using System.Buffers;
using System.Text.Json;
using Fw24.Audit.Records;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Audit.Sinks.DynamoDb;

/// <content>The layout of a table's records.</content>
internal sealed partial class AuditItem
{
    /// <summary>Determines the layout of a table's audit records.</summary>
    /// <param name="table">The audited table.</param>
    /// <param name="isOwn">Indicates whether the records are in the audited table itself.</param>
    /// <exception cref="InvalidOperationException">
    /// The records are to be stored in the audited table, but its keys do not allow it; the message states why.
    /// </exception>
    public static AuditItem Of(TableModel table, bool isOwn)
    {
        if (!isOwn)
        {
            return new AuditItem
            {
                PartitionKey = DynamoDbAuditSink.PartitionKeyAttribute,
                SortKey = DynamoDbAuditSink.SortKeyAttribute,
                IsNested = false,
                TimeToLive = DynamoDbAuditSink.TimeToLiveAttribute,
                Queries = table.Audit?.Queries ?? AuditQueries.None,
            };
        }

        if (table.PartitionKey.Type is not KeyType.String || table.SortKey is { Type: not KeyType.String })
        {
            throw new InvalidOperationException(
                $"The audit records of {table.Name} cannot be stored in that table itself: their keys are strings (AUDIT#…), "
                + "but not all of the table's keys are. Set AuditTableName to a separate table.");
        }

        string?[] names =
        [
            table.PartitionKey.Name, table.SortKey?.Name, table.TimeToLive,
            .. table.Indexes.SelectMany(static index => index.Keys).Select(static key => key.Name),
        ];
        if (names.Contains(RecordAttributeName))
        {
            throw new InvalidOperationException(
                $"The audit records of {table.Name} cannot be stored in that table itself: they need the attribute "
                + $"'{RecordAttributeName}', "
                + "which is a key or the time to live there. Set AuditTableName to a separate table.");
        }

        return new AuditItem
        {
            PartitionKey = table.PartitionKey.Name,
            SortKey = table.SortKey?.Name,
            IsNested = true,
            TimeToLive = table.TimeToLive ?? DynamoDbAuditSink.TimeToLiveAttribute,
        };
    }

    /// <summary>Creates the query of a partition.</summary>
    public ItemQuery QueryOf(string partitionKey)
        => new(PartitionKey, ItemWriter.ToValue(partitionKey, static (writer, text) => writer.WriteString(text)));

    /// <summary>Creates the key of an item.</summary>
    public ItemImage KeyOf(string partitionKey, string sortKey)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, AuditSchema.WriterOptions);
        json.WriteStartObject();
        WriteText(json, PartitionKey, partitionKey);
        if (SortKey is not null)
        {
            WriteText(json, SortKey, sortKey);
        }

        json.WriteEndObject();
        json.Flush();
        return new ItemImage(buffer.WrittenMemory);
    }
}
