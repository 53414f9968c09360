using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Fw24.Aws.Client;
using Fw24.Items;

namespace Fw24.Tables;

/// <summary>Accesses the tables of DynamoDB.</summary>
/// <remarks>
/// Region, credentials and endpoint (<c>AWS_ENDPOINT_URL_DYNAMODB</c>) are the AWS SDK's. A call is attempted three times, for at most 5
/// seconds each; <c>AWS_MAX_ATTEMPTS</c> changes the number. The client is created by the first call, so that a function that does not use
/// a table does not pay for it in its cold start.
/// </remarks>
public sealed class DynamoDbItemStore : IItemStore, IDisposable
{
    private readonly Lazy<IAmazonDynamoDB> _client;

    /// <summary>Creates a store with its own client, configured from the environment.</summary>
    public DynamoDbItemStore()
        : this(static () => new AmazonDynamoDBClient(new AmazonDynamoDBConfig().Complete()))
    {
    }

    /// <summary>Creates a store with a client that is created on first use and disposed with the store.</summary>
    /// <param name="createClient">Creates the client.</param>
    [CLSCompliant(false)]
    public DynamoDbItemStore(Func<IAmazonDynamoDB> createClient) => _client = new Lazy<IAmazonDynamoDB>(createClient);

    /// <inheritdoc/>
    public string? Region => _client.Value.Config.RegionEndpoint?.SystemName ?? _client.Value.Config.AuthenticationRegion;

    /// <inheritdoc/>
    public async ValueTask<bool> PutAsync(string table, ItemImage item, PutCondition condition, CancellationToken cancellationToken)
        => (await PutAsync(ToRequest(table, item, condition), cancellationToken).ConfigureAwait(false)).IsPut;

    /// <inheritdoc/>
    public ValueTask<PutResult> PutOrReadAsync(string table, ItemImage item, PutCondition condition, CancellationToken cancellationToken)
    {
        var request = ToRequest(table, item, condition);
        request.ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD;
        return PutAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> UpdateAsync(string table, ItemUpdate update, PutCondition condition, CancellationToken cancellationToken)
    {
        var request = ToRequest(table, update, condition);
        try
        {
            await _client.Value.UpdateItemAsync(request, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ItemImage> GetAsync(string table, ItemImage key, CancellationToken cancellationToken)
    {
        var request = new GetItemRequest { TableName = table, Key = AttributeMap.FromItem(key), ConsistentRead = true };
        var response = await _client.Value.GetItemAsync(request, cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item ? AttributeMap.ToItem(item) : default;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(string table, ItemImage key, PutCondition condition, CancellationToken cancellationToken)
    {
        var request = new DeleteItemRequest { TableName = table, Key = AttributeMap.FromItem(key) };
        (request.ConditionExpression, request.ExpressionAttributeNames, request.ExpressionAttributeValues) = ToExpression(condition);
        try
        {
            await _client.Value.DeleteItemAsync(request, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ItemImage> QueryAsync(string table, ItemQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = ToRequest(table, query);
        do
        {
            var page = await _client.Value.QueryAsync(request, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items ?? [])
            {
                yield return AttributeMap.ToItem(item);
            }

            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ItemImage> ScanAsync(string table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ScanRequest { TableName = table, ConsistentRead = true };
        do
        {
            var page = await _client.Value.ScanAsync(request, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items ?? [])
            {
                yield return AttributeMap.ToItem(item);
            }

            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    private async ValueTask<PutResult> PutAsync(PutItemRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await _client.Value.PutItemAsync(request, cancellationToken).ConfigureAwait(false);
            return new PutResult(IsPut: true, default);
        }
        catch (ConditionalCheckFailedException exception)
        {
            return new PutResult(IsPut: false, exception.Item is { Count: > 0 } stored ? AttributeMap.ToItem(stored) : default);
        }
    }

    private static PutItemRequest ToRequest(string table, ItemImage item, PutCondition condition)
    {
        var request = new PutItemRequest { TableName = table, Item = AttributeMap.FromItem(item) };
        (request.ConditionExpression, request.ExpressionAttributeNames, request.ExpressionAttributeValues) = ToExpression(condition);
        return request;
    }

    // SET #0 = :0, #1 = :1 REMOVE #2. An item of nothing but its key needs no expression, and DynamoDB takes no empty one.
    private static UpdateItemRequest ToRequest(string table, ItemUpdate update, PutCondition condition)
    {
        ArgumentNullException.ThrowIfNull(update);
        var request = new UpdateItemRequest { TableName = table, Key = AttributeMap.FromItem(update.Key) };
        (request.ConditionExpression, var names, var values) = ToExpression(condition);
        names ??= [];
        values ??= [];
        var set = new List<string>();
        foreach (var (name, value) in AttributeMap.FromItem(update.Item))
        {
            if (!request.Key.ContainsKey(name))
            {
                var place = Place(name);
                values[":" + place] = value;
                set.Add($"#{place}=:{place}");
            }
        }

        var removed = update.Removed.Select(name => "#" + Place(name)).ToList();
        request.UpdateExpression = (set.Count, removed.Count) switch
        {
            (0, 0) => null,
            (_, 0) => "SET " + string.Join(',', set),
            (0, _) => "REMOVE " + string.Join(',', removed),
            _ => $"SET {string.Join(',', set)} REMOVE {string.Join(',', removed)}",
        };
        request.ExpressionAttributeNames = names.Count > 0 ? names : null;
        request.ExpressionAttributeValues = values.Count > 0 ? values : null;
        return request;

        string Place(string name)
        {
            var place = names.Count.ToString(CultureInfo.InvariantCulture);
            names.Add("#" + place, name);
            return place;
        }
    }

    // Names always use a placeholder, because any may be a reserved word. DynamoDB rejects placeholders that no expression uses.
    private static (string? Expression, Dictionary<string, string>? Names, Dictionary<string, AttributeValue>? Values) ToExpression(PutCondition condition)
    {
        if (condition.Kind is PutConditionKind.None)
        {
            return default;
        }

        var expression = condition switch
        {
            { Kind: PutConditionKind.NotExists } => "attribute_not_exists(#a)",
            { Kind: PutConditionKind.Exists } => "attribute_exists(#a)",
            { OrNoAttribute: true, OrNoItem: true } => "attribute_not_exists(#a) OR #a = :v",
            { OrNoAttribute: true } => "attribute_exists(#k) AND (attribute_not_exists(#a) OR #a = :v)",
            { OrNoItem: true } => "attribute_not_exists(#k) OR #a = :v",
            _ => "#a = :v",
        };
        var names = new Dictionary<string, string> { ["#a"] = condition.Attribute! };
        if (expression.Contains("#k", StringComparison.Ordinal))
        {
            names["#k"] = condition.PartitionKey!;
        }

        return (expression, names, condition.Value.IsEmpty ? null : new() { [":v"] = AttributeMap.FromValue(condition.Value.Span) });
    }

    private static QueryRequest ToRequest(string table, ItemQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var names = new Dictionary<string, string> { ["#p"] = query.PartitionKey };
        var values = new Dictionary<string, AttributeValue> { [":p"] = AttributeMap.FromValue(query.PartitionValue.Span) };
        var further = new StringBuilder();
        for (var place = 0; place < query.Further.Count; place++)
        {
            var name = "k" + place.ToString(CultureInfo.InvariantCulture);
            names.Add("#" + name, query.Further[place].Key);
            values.Add(":" + name, AttributeMap.FromValue(query.Further[place].Value.Span));
            further.Append(CultureInfo.InvariantCulture, $" AND #{name} = :{name}");
        }

        Add(":from", query.From);
        Add(":to", query.To);
        Add(":prefix", query.BeginsWith);
        var range = (query.From, query.To, query.BeginsWith) switch
        {
            (null, null, null) => "",
            (not null, null, null) => " AND #s >= :from",
            (null, not null, null) => " AND #s <= :to",
            (not null, not null, null) => " AND #s BETWEEN :from AND :to",
            (null, null, not null) => " AND begins_with(#s, :prefix)",
            _ => throw new ArgumentException("DynamoDB allows one condition on the sort key: a range or a prefix.", nameof(query)),
        };

        if (range.Length > 0)
        {
            names["#s"] = query.SortKey ?? throw new ArgumentException("A range of sort keys needs the sort key's name.", nameof(query));
        }

        return new QueryRequest
        {
            TableName = table,
            IndexName = query.Index,

            // DynamoDB rejects a consistent read of a global secondary index.
            ConsistentRead = query.Index is null,
            ScanIndexForward = !query.Descending,
            KeyConditionExpression = $"#p = :p{further}{range}",
            ExpressionAttributeNames = names,
            ExpressionAttributeValues = values,
        };

        void Add(string name, ReadOnlyMemory<byte>? value)
        {
            if (value is { } present)
            {
                values[name] = AttributeMap.FromValue(present.Span);
            }
        }
    }
}
