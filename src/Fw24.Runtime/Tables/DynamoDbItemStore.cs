using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Runtime;
using Fw24.Aws.Client;
using Fw24.Aws.DynamoDb;
using Fw24.Tables.Conditions;

namespace Fw24.Tables;

/// <summary>Accesses the tables of DynamoDB (API version 2012-08-10).</summary>
/// <remarks>
/// <para>
/// Region, credentials and endpoint (<c>AWS_ENDPOINT_URL_DYNAMODB</c>) are the AWS SDK's. A call is attempted three times, for at most 5
/// seconds each; <c>AWS_MAX_ATTEMPTS</c> changes the number. The client is created by the first call, so that a function that does not use
/// a table does not pay for it in its cold start.
/// </para>
/// <para>
/// Items are sent and received as DynamoDB JSON, without the SDK's object model. An error response is an
/// <see cref="Amazon.DynamoDBv2.AmazonDynamoDBException"/> with DynamoDB's <see cref="AmazonServiceException.ErrorCode"/>, not one of the
/// classes derived from it.
/// </para>
/// </remarks>
public sealed partial class DynamoDbItemStore : IItemStore, IDisposable
{
    private static readonly AwsService s_service = new("DynamoDB", "dynamodb", "dynamodb", "2012-08-10");

    private readonly Lazy<AwsJsonClient> _client;

    /// <summary>Creates a store.</summary>
    /// <param name="configure">
    /// Changes the client's settings, such as the region, the endpoint (<see cref="ClientConfig.ServiceURL"/>) or the credentials
    /// (<see cref="ClientConfig.DefaultAWSCredentials"/>).
    /// </param>
    [CLSCompliant(false)]
    public DynamoDbItemStore(Action<ClientConfig>? configure = null) => _client = new Lazy<AwsJsonClient>(() => new AwsJsonClient(
        new AwsServiceConfig(s_service, configure),
        "application/x-amz-json-1.0",
        "DynamoDB_20120810",
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        static (error, body) => new DynamoDbException(error, body)));

    /// <inheritdoc/>
    public string? Region => _client.Value.Config.RegionEndpoint?.SystemName ?? _client.Value.Config.AuthenticationRegion;

    /// <inheritdoc/>
    public async ValueTask<bool> PutAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
        => (await TryAsync("PutItem", table, (item, condition), static (json, request) =>
        {
            Write(json, "Item"u8, request.item);
            Write(json, request.condition);
        }, cancellationToken).ConfigureAwait(false)).IsDone;

    /// <inheritdoc/>
    public async ValueTask<PutResult> PutOrReadAsync(
        string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
    {
        var (isPut, stored) = await TryAsync("PutItem", table, (item, condition), static (json, request) =>
        {
            Write(json, "Item"u8, request.item);
            Write(json, request.condition);
            json.WriteString("ReturnValuesOnConditionCheckFailure"u8, "ALL_OLD"u8);
        }, cancellationToken).ConfigureAwait(false);
        return new PutResult(isPut, stored);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> UpdateAsync(string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        return (await TryAsync(
            "UpdateItem",
            table,
            (update, condition),
            static (json, request) => Write(json, request.update, request.condition),
            cancellationToken).ConfigureAwait(false)).IsDone;
    }

    /// <inheritdoc/>
    public async ValueTask<UpdateResult> UpdateAndReadAsync(
        string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        var (isUpdated, item) = await TryAsync("UpdateItem", table, (update, condition), static (json, request) =>
        {
            Write(json, request.update, request.condition);
            json.WriteString("ReturnValues"u8, "ALL_NEW"u8);
            json.WriteString("ReturnValuesOnConditionCheckFailure"u8, "ALL_OLD"u8);
        }, cancellationToken).ConfigureAwait(false);
        return new UpdateResult(isUpdated, item);
    }

    /// <inheritdoc/>
    public async ValueTask<ItemImage> GetAsync(string table, ItemImage key, ItemReadOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return (await CallAsync("GetItem", table, (key, options), static (json, request) =>
        {
            Write(json, "Key"u8, request.key);
            Write(json, request.options);
        }, cancellationToken).ConfigureAwait(false)).Item;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(string table, ItemImage key, ItemCondition? condition, CancellationToken cancellationToken)
        => (await TryAsync("DeleteItem", table, (key, condition), static (json, request) =>
        {
            Write(json, "Key"u8, request.key);
            Write(json, request.condition);
        }, cancellationToken).ConfigureAwait(false)).IsDone;

    /// <inheritdoc/>
    public async ValueTask<ItemPage> QueryAsync(string table, ItemQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ToPage(await CallAsync("Query", table, query, static (json, query) =>
        {
            var expressions = new Expressions();
            json.WriteBoolean("ScanIndexForward"u8, !query.Descending);
            query.PrintKeyCondition(expressions);
            expressions.Write(json, "KeyConditionExpression");
            Write(json, query, expressions);
        }, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async ValueTask<ItemPage> ScanAsync(string table, ItemScan scan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scan);
        return ToPage(await CallAsync("Scan", table, scan, static (json, scan) =>
        {
            if (scan.Segments > 1)
            {
                json.WriteNumber("Segment"u8, scan.Segment);
                json.WriteNumber("TotalSegments"u8, scan.Segments);
            }

            Write(json, scan, new Expressions());
        }, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    // A write whose condition does not hold is not done; the item is then the stored one, and otherwise the written one, if asked for.
    private async ValueTask<(bool IsDone, ItemImage Item)> TryAsync<TRequest>(
        string operation, string table, TRequest request, Action<Utf8JsonWriter, TRequest> writeMembers, CancellationToken cancellationToken)
    {
        try
        {
            return (true, (await CallAsync(operation, table, request, writeMembers, cancellationToken).ConfigureAwait(false)).Item);
        }
        catch (DynamoDbException exception) when (exception.IsConditionFailure)
        {
            return (false, exception.Item);
        }
    }

    private async ValueTask<DynamoDbResponse> CallAsync<TRequest>(
        string operation, string table, TRequest request, Action<Utf8JsonWriter, TRequest> writeMembers, CancellationToken cancellationToken)
        => await CallAsync(operation, (table, request, writeMembers), static (json, call) =>
        {
            json.WriteString("TableName"u8, call.table);
            call.writeMembers(json, call.request);
        }, cancellationToken).ConfigureAwait(false);

    private async ValueTask<DynamoDbResponse> CallAsync<TRequest>(
        string operation, TRequest request, Action<Utf8JsonWriter, TRequest> writeMembers, CancellationToken cancellationToken)
        => DynamoDbResponse.Read(await _client.Value.CallAsync(operation, (request, writeMembers), static (json, call) =>
        {
            json.WriteStartObject();
            call.writeMembers(json, call.request);
            json.WriteEndObject();
        }, cancellationToken).ConfigureAwait(false));

    private static ItemPage ToPage(DynamoDbResponse response)
        => new(response.Items, response.Count, response.ScannedCount, response.LastKey) { CapacityUnits = response.CapacityUnits };

    // Checked, because the item may be of any origin and must not end the request.
    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> member, ItemImage item)
    {
        json.WritePropertyName(member);
        json.WriteRawValue(item.Json.Span);
    }

    private static void Write(Utf8JsonWriter json, ItemCondition? condition)
    {
        if (condition is not null)
        {
            var expressions = new Expressions();
            expressions.Write(json, "ConditionExpression", condition);
            expressions.WritePlaceholders(json);
        }
    }

    private static void Write(Utf8JsonWriter json, ItemUpdate update, ItemCondition? condition)
    {
        Write(json, "Key"u8, update.Key);
        var expressions = new Expressions();
        update.Print(expressions);
        expressions.Write(json, "UpdateExpression");
        expressions.Write(json, "ConditionExpression", condition);
        expressions.WritePlaceholders(json);
    }

    private static void Write(Utf8JsonWriter json, ItemReadOptions options)
    {
        json.WriteBoolean("ConsistentRead"u8, options.IsConsistent);
        if (options.Attributes is { } attributes)
        {
            var expressions = new Expressions();
            expressions.WriteNames(json, "ProjectionExpression", attributes);
            expressions.WritePlaceholders(json);
        }
    }

    private static void Write(Utf8JsonWriter json, ItemsRead read, Expressions expressions)
    {
        if (read.Index is { } index)
        {
            json.WriteString("IndexName"u8, index);
        }

        json.WriteBoolean("ConsistentRead"u8, read.IsConsistent);
        if (read.Limit is { } limit)
        {
            json.WriteNumber("Limit"u8, limit);
        }

        if (read.IsCount)
        {
            json.WriteString("Select"u8, "COUNT"u8);
        }

        if (read.ReturnsCapacity)
        {
            json.WriteString("ReturnConsumedCapacity"u8, "TOTAL"u8);
        }

        if (!read.After.IsAbsent)
        {
            Write(json, "ExclusiveStartKey"u8, read.After);
        }

        expressions.Write(json, "FilterExpression", read.Filter);
        expressions.WriteNames(json, "ProjectionExpression", read.Attributes);
        expressions.WritePlaceholders(json);
    }
}
