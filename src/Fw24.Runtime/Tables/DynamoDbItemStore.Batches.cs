using System.Text.Json;
using Fw24.Aws.DynamoDb;
using Fw24.Tables.Conditions;

namespace Fw24.Tables;

/// <content>Batches and transactions.</content>
public sealed partial class DynamoDbItemStore
{
    // DynamoDB requires an expression in a transaction's update. This one changes nothing: no item has such an attribute.
    private const string NoAttribute = "fw24:none";

    /// <inheritdoc/>
    public async ValueTask<BatchGetResult> BatchGetAsync(
        string table, IReadOnlyList<ItemImage> keys, ItemReadOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(options);
        var response = await CallAsync("BatchGetItem", (table, keys, options), static (json, request) =>
        {
            json.WriteStartObject("RequestItems"u8);
            json.WriteStartObject(request.table);
            Write(json, request.options);
            json.WriteStartArray("Keys"u8);
            foreach (var key in request.keys)
            {
                json.WriteRawValue(key.Json.Span);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }, cancellationToken).ConfigureAwait(false);
        return new BatchGetResult(response.Items, response.UnprocessedKeys);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<BatchWrite>> BatchWriteAsync(
        string table, IReadOnlyList<BatchWrite> writes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writes);
        var response = await CallAsync("BatchWriteItem", (table, writes), static (json, request) =>
        {
            json.WriteStartObject("RequestItems"u8);
            json.WriteStartArray(request.table);
            foreach (var write in request.writes)
            {
                json.WriteStartObject();
                json.WriteStartObject(write.IsDelete ? "DeleteRequest"u8 : "PutRequest"u8);
                Write(json, write.IsDelete ? "Key"u8 : "Item"u8, write.Image);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }, cancellationToken).ConfigureAwait(false);
        return response.UnprocessedWrites.ConvertAll(
            static write => write.IsDelete ? BatchWrite.Delete(write.Image) : BatchWrite.Put(write.Image));
    }

    /// <inheritdoc/>
    public async ValueTask<TransactionResult> TransactAsync(
        IReadOnlyList<TransactionAction> actions, string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actions);
        try
        {
            await CallAsync("TransactWriteItems", (actions, token), static (json, request) =>
            {
                json.WriteString("ClientRequestToken"u8, request.token);
                json.WriteStartArray("TransactItems"u8);
                foreach (var action in request.actions)
                {
                    Write(json, action);
                }

                json.WriteEndArray();
            }, cancellationToken).ConfigureAwait(false);
            return new TransactionResult([]);
        }
        catch (DynamoDbException exception) when (exception.IsCancellation && exception.Reasons is { Count: > 0 } reasons)
        {
            return new TransactionResult([.. reasons.Select(static reason => new CancellationReason(reason.Code, reason.Item))]);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ItemImage>> TransactGetAsync(
        IReadOnlyList<TransactionKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return (await CallAsync("TransactGetItems", keys, static (json, keys) =>
        {
            json.WriteStartArray("TransactItems"u8);
            foreach (var (table, key) in keys)
            {
                json.WriteStartObject();
                json.WriteStartObject("Get"u8);
                json.WriteString("TableName"u8, table);
                Write(json, "Key"u8, key);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }, cancellationToken).ConfigureAwait(false)).Items;
    }

    /// <summary>Writes an action of a transaction.</summary>
    internal static void Write(Utf8JsonWriter json, TransactionAction action)
    {
        json.WriteStartObject();
        json.WriteStartObject(action.Kind switch
        {
            TransactionActionKind.Put => "Put"u8,
            TransactionActionKind.Update => "Update"u8,
            TransactionActionKind.Delete => "Delete"u8,
            _ => "ConditionCheck"u8,
        });
        json.WriteString("TableName"u8, action.Table);
        if (action.Update is { Actions.Count: > 0 } update)
        {
            Write(json, update, action.Condition);
        }
        else
        {
            Write(json, action.Kind is TransactionActionKind.Put ? "Item"u8 : "Key"u8, action.Image);
            var expressions = new Expressions();
            if (action.Update is not null)
            {
                expressions.Text("REMOVE ").Name(NoAttribute);
                expressions.Write(json, "UpdateExpression");
            }

            expressions.Write(json, "ConditionExpression", action.Condition);
            expressions.WritePlaceholders(json);
        }

        if (action.Condition is not null)
        {
            json.WriteString("ReturnValuesOnConditionCheckFailure"u8, "ALL_OLD"u8);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
