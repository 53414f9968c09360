using System.Globalization;
using System.Text;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Fw24.Integration.Tests.Harness;
using Fw24.Items;
using Fw24.Items.Values;
using Fw24.Local;
using Fw24.Local.Resources;
using Fw24.Tables;
using Fw24.Tables.Conditions;
using Orders;
using KeyType = Fw24.Model.KeyType;

namespace Fw24.Integration.Tests.Tables;

/// <summary>
/// Random requests, valid and invalid ones, to the embedded engine and to DynamoDB Local: both answer and store the same.
/// </summary>
[Trait("Category", "Server")]
public sealed class EngineDifferenceTests(DynamoDbLocal dynamoDb)
{
    private const int Requests = 300;

    private static readonly string[] s_values =
    [
        """{"N":"1"}""", """{"N":"1.0"}""", """{"N":"-2.50"}""", """{"N":"1E3"}""", """{"N":"0"}""",
        """{"N":"99999999999999999999999999999999999999"}""", """{"S":""}""", """{"S":"a"}""", """{"S":"ab"}""",
        """{"S":"\u00fc"}""", """{"B":""}""", """{"B":"AQI="}""", """{"B":"AQ=="}""", """{"BOOL":true}""", """{"NULL":true}""",
        """{"L":[]}""", """{"L":[{"S":"a"},{"N":"1.00"}]}""", """{"M":{}}""", """{"M":{"a":{"N":"1"}}}""", """{"SS":["a","b"]}""",
        """{"NS":["1","2.0"]}""", """{"BS":["AQ=="]}""",
    ];

    // "a" and "b" are keys of indexes, "size" is a reserved word, and a name may contain anything.
    private static readonly string[] s_names = ["a", "b", "size", "x.y[0]", "c"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 6)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Both_answer_random_requests_alike(int seed)
    {
        var name = dynamoDb.NewTableName();
        await using var cloud = NewCloud(name);
        using var real = dynamoDb.NewStore();
        await CreateAsync(name);
        var random = new Random(seed);
        for (var number = 0; number < Requests; number++)
        {
            var request = NewRequest(random, name);
            var (expected, actual) = (await AnswerAsync(request.Send, real), await AnswerAsync(request.Send, cloud.Store));
            Assert.True(expected == actual, $"seed {seed}, request {number}: {request.Text}\nDynamoDB: {expected}\nengine:   {actual}");
        }

        Assert.Equal(await AnswerAsync(ScanAsync, real), await AnswerAsync(ScanAsync, cloud.Store));

        async Task<string> ScanAsync(IItemStore store)
            => await TextOfAsync(store.EnumerateAsync(name, new ItemScan(), Cancellation), isOrdered: false);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_index_costs_what_it_contains(bool isEmbedded)
    {
        var name = dynamoDb.NewTableName();
        await using var cloud = NewCloud(name);
        using var real = dynamoDb.NewStore();
        await CreateAsync(name);
        var store = isEmbedded ? cloud.Store : real;
        var large = new string('x', 9_000);
        var item = $$$"""{"p":{"S":"0"},"s":{"N":"0"},"a":{"S":"a"},"b":{"N":"1"},"size":{"S":"b"},"c":{"S":"{{{large}}}"}}""";
        await store.PutAsync(name, Image(item), null, Cancellation);

        Assert.Equal(1.5, await UnitsAsync("by-a", "a", """{"S":"a"}"""));
        Assert.Equal(0.5, await UnitsAsync("by-b", "b", """{"N":"1"}"""));

        async Task<double?> UnitsAsync(string index, string key, string value) => (await store.QueryAsync(
            name, new ItemQuery(key, Encoding.UTF8.GetBytes(value)) { Index = index, ReturnsCapacity = true }, Cancellation)).CapacityUnits;
    }

    private static LocalCloud NewCloud(string table) => LocalCloud.Create(
        OrdersApp.Model,
        options => options.Topology = TableTopology.Of(new TableResource
        {
            Name = table,
            PartitionKey = new("p", KeyType.String),
            SortKey = new("s", KeyType.Number),
            Indexes =
            [
                new("by-a", [new("a", KeyType.String)], [new("b", KeyType.Number)], IndexProjection.All),
                new("by-b", [new("b", KeyType.Number)], [], IndexProjection.Include) { Include = ["size"] },
            ],
        }));

    private static Request NewRequest(Random random, string table)
    {
        var key = Key(random);
        var condition = random.Next(3) == 0 ? null : Condition(random, 2);
        var request = random.Next(12) switch
        {
            < 7 => Write(random, table, key, condition),
            < 10 => Read(random, table, condition),
            10 => Batch(random, table),
            _ => Transaction(random, table, key, condition),
        };
        return condition is null ? request : request with { Text = $"{request.Text} if {TextOf(condition)}" };
    }

    private static Request Write(Random random, string table, string key, ItemCondition? condition)
    {
        var item = ItemOf(random, key);
        var update = Update(random, key);
        var actions = update.Actions.Select(static action
            => $"{action.Kind} {action.Attribute} {Encoding.UTF8.GetString(action.Value.Span)}");
        return random.Next(5) switch
        {
            0 => new($"put {item}", async store => $"{await store.PutAsync(table, Image(item), condition, Cancellation)}"),
            1 => new($"put or read {item}", async store =>
            {
                var put = await store.PutOrReadAsync(table, Image(item), condition, Cancellation);
                return $"{put.IsPut} {TextOf(put.Stored)}";
            }),
            2 => new($"delete {key}", async store => $"{await store.DeleteAsync(table, Image(key), condition, Cancellation)}"),
            _ => new($"update {key}: {string.Join(", ", actions)}", async store =>
            {
                var result = await store.UpdateAndReadAsync(table, update, condition, Cancellation);
                return $"{result.IsUpdated} {TextOf(result.Item)}";
            }),
        };
    }

    private static Request Read(Random random, string table, ItemCondition? filter)
    {
        if (random.Next(2) == 0)
        {
            var query = Query(random) with { Filter = filter };
            return new(
                $"query {query}", store => TextOfAsync(store.EnumerateAsync(table, query, Cancellation), isOrdered: query.Index is null));
        }

        var scan = new ItemScan
        {
            Filter = filter,
            Limit = random.Next(2) == 0 ? 2 : null,
            Index = filter is null && random.Next(3) == 0 ? "by-b" : null,
        };
        return new($"scan {scan}", store => TextOfAsync(store.EnumerateAsync(table, scan, Cancellation), isOrdered: false));
    }

    private static Request Batch(Random random, string table)
    {
        List<string> keys = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Key(random))];
        var writes = keys
            .ConvertAll(key => random.Next(2) == 0 ? BatchWrite.Delete(Image(key)) : BatchWrite.Put(Image(ItemOf(random, key))));
        return new($"batch of {string.Join(", ", keys)}", async store =>
        {
            await store.BatchWriteAsync(table, writes, Cancellation);
            var read = await store.BatchGetAsync(table, keys.ConvertAll(Image), Cancellation);
            return string.Join("; ", read.Items.Select(TextOf).Order(StringComparer.Ordinal));
        });
    }

    // On two items: with two actions on one, DynamoDB Local looks at their conditions first.
    private static Request Transaction(Random random, string table, string key, ItemCondition? condition)
    {
        var item = ItemOf(random, key);
        var removed = s_names.Where(name => !item.Contains($"\"{name}\"", StringComparison.Ordinal)).Take(1);
        var other = Image($$$"""{"p":{"S":"2"},"s":{"N":"{{{random.Next(3)}}}"}}""");
        TransactionAction[] actions =
        [
            random.Next(2) == 0
                ? TransactionAction.ToPut(table, Image(item), condition)
                : TransactionAction.ToUpdate(table, new ItemUpdate(Image(key), Image(item), [.. removed]), condition),
            random.Next(2) == 0
                ? TransactionAction.ToDelete(table, other, null)
                : TransactionAction.ToCheck(table, other, Condition(random, 1)),
        ];
        var token = random.Next().ToString(CultureInfo.InvariantCulture);
        return new($"transaction {item}", async store =>
        {
            var result = await store.TransactAsync(actions, token, Cancellation);
            return string.Join("; ", result.Reasons.Select(static reason => $"{reason.Code} {TextOf(reason.Stored)}"));
        });
    }

    private static async Task<string> AnswerAsync(Func<IItemStore, Task<string>> send, IItemStore store)
    {
        try
        {
            return await send(store);
        }
        catch (AmazonDynamoDBException exception)
        {
            // The texts differ.
            return exception.ErrorCode;
        }
    }

    private static string Key(Random random) => $$$"""{"p":{"S":"{{{random.Next(2)}}}"},"s":{"N":"{{{random.Next(3)}}}"}}""";

    private static string ItemOf(Random random, string key)
    {
        var text = new StringBuilder(key[..^1]);
        foreach (var name in s_names.Where(_ => random.Next(2) == 0))
        {
            text.Append(CultureInfo.InvariantCulture, $",\"{name}\":{Value(random, name)}");
        }

        return text.Append('}').ToString();
    }

    // Of the type that an index needs: DynamoDB Local accepts others in updates, which DynamoDB does not.
    private static string Value(Random random, string name) => name switch
    {
        "a" => s_values[7 + random.Next(2)],
        "b" => s_values[random.Next(5)],
        _ => s_values[random.Next(s_values.Length)],
    };

    private static ItemCondition Condition(Random random, int depth)
    {
        if (depth > 0 && random.Next(3) == 0)
        {
            var (left, right) = (Condition(random, depth - 1), Condition(random, depth - 1));
            return random.Next(3) switch { 0 => left & right, 1 => left | right, _ => !left };
        }

        var name = random.Next(8) == 0 ? "p" : s_names[random.Next(s_names.Length)];
        ReadOnlyMemory<byte> value = Encoding.UTF8.GetBytes(s_values[random.Next(s_values.Length)]);
        ReadOnlyMemory<byte> other = Encoding.UTF8.GetBytes(s_values[random.Next(s_values.Length)]);
        try
        {
            return random.Next(8) switch
            {
                0 => ItemCondition.Exists(name),
                1 => ItemCondition.NotExists(name),
                2 => ItemCondition.BeginsWith(name, value),
                3 => ItemCondition.Contains(name, value),
                4 => ItemCondition.Between(name, value, other),
                5 => ItemCondition.In(name, value, other),
                _ => ItemCondition.Compare(name, (Comparison)random.Next(6), value),
            };
        }
        catch (ArgumentException)
        {
            return ItemCondition.Equal(name, value);
        }
    }

    private static ItemUpdate Update(Random random, string key)
        => new(Image(key), [.. s_names.Where(_ => random.Next(3) == 0).Select(name => Action(random, name))]);

    private static ItemAction Action(Random random, string name)
    {
        var kind = (ItemActionKind)random.Next(name is "a" ? 3 : name is "b" ? 4 : 5);
        var value = kind switch
        {
            ItemActionKind.Add => s_values[random.Next(6)],
            ItemActionKind.Append => s_values[15 + random.Next(2)],
            _ => Value(random, name),
        };
        return new ItemAction(kind, name, kind is ItemActionKind.Remove ? default : Encoding.UTF8.GetBytes(value));
    }

    private static ItemQuery Query(Random random)
    {
        var number = random.Next(2) == 0 ? (ReadOnlyMemory<byte>?)null : Encoding.UTF8.GetBytes(s_values[random.Next(6)]);
        var query = random.Next(3) switch
        {
            0 => new ItemQuery("p", """{"S":"0"}"""u8.ToArray()) { SortKey = "s", From = number },
            1 => new ItemQuery("a", Encoding.UTF8.GetBytes(s_values[6 + random.Next(3)])) { Index = "by-a", SortKey = "b", To = number },
            _ => new ItemQuery("b", Encoding.UTF8.GetBytes(s_values[random.Next(7)])) { Index = "by-b" },
        };
        return query with
        {
            Attributes = random.Next(4) == 0 ? [.. new[] { "s", "p", "b", s_names[random.Next(s_names.Length)] }.Distinct()] : null,
            Descending = random.Next(2) == 0,
            Limit = random.Next(2) == 0 ? 1 : null,
        };
    }

    private static async Task<string> TextOfAsync(IAsyncEnumerable<ItemImage> items, bool isOrdered)
    {
        var texts = await items.Select(TextOf).ToListAsync(Cancellation);
        return string.Join("; ", isOrdered ? texts : texts.Order(StringComparer.Ordinal));
    }

    // The same text for equal items: attributes and elements of sets in order, numbers by value.
    private static string TextOf(ItemImage item) => item.IsAbsent ? "none" : TextOf(new AttributeValue { M = AttributeMap.FromItem(item) });

    private static string TextOf(AttributeValue value)
        => value.S is { } text ? $"'{text}'"
            : value.N is { } number ? NumberOf(number)
            : value.B is { } binary ? Convert.ToHexString(binary.ToArray())
            : value.BOOL is { } flag ? $"{flag}"
            : value.SS is { Count: > 0 } strings ? $"SS {string.Join(",", strings.Order(StringComparer.Ordinal))}"
            : value.NS is { Count: > 0 } numbers ? $"NS {string.Join(",", numbers.Select(NumberOf).Order(StringComparer.Ordinal))}"
            : value.BS is { Count: > 0 } binaries
                ? $"BS {string.Join(",", binaries.Select(static one => Convert.ToHexString(one.ToArray())).Order(StringComparer.Ordinal))}"
            : value.NULL is true ? "null"
            : value.L is { } list ? $"[{string.Join(",", list.Select(TextOf))}]"
            : $"{{{string.Join(",", TextsOf(value.M ?? []).Order(StringComparer.Ordinal))}}}";

    private static IEnumerable<string> TextsOf(Dictionary<string, AttributeValue> map)
        => map.Select(static one => $"{one.Key}={TextOf(one.Value)}");

    private static string TextOf(ItemCondition condition)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            var expressions = new Expressions();
            json.WriteStartObject();
            expressions.Write(json, "if", condition);
            expressions.WritePlaceholders(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string NumberOf(string number)
    {
        Assert.True(DynamoNumber.TryParse(Encoding.UTF8.GetBytes(number), out var parsed));
        Span<byte> text = stackalloc byte[DynamoNumber.MaxLength];
        return Encoding.UTF8.GetString(text[..parsed.Format(text)]);
    }

    private async Task CreateAsync(string name) => await dynamoDb.Client.CreateTableAsync(
        new CreateTableRequest
        {
            TableName = name,
            KeySchema = [new("p", Amazon.DynamoDBv2.KeyType.HASH), new("s", Amazon.DynamoDBv2.KeyType.RANGE)],
            AttributeDefinitions =
            [
                new("p", ScalarAttributeType.S), new("s", ScalarAttributeType.N),
                new("a", ScalarAttributeType.S), new("b", ScalarAttributeType.N),
            ],
            GlobalSecondaryIndexes =
            [
                new()
                {
                    IndexName = "by-a",
                    KeySchema = [new("a", Amazon.DynamoDBv2.KeyType.HASH), new("b", Amazon.DynamoDBv2.KeyType.RANGE)],
                    Projection = new Projection { ProjectionType = ProjectionType.ALL },
                },
                new()
                {
                    IndexName = "by-b",
                    KeySchema = [new("b", Amazon.DynamoDBv2.KeyType.HASH)],
                    Projection = new Projection { ProjectionType = ProjectionType.INCLUDE, NonKeyAttributes = ["size"] },
                },
            ],
            BillingMode = Amazon.DynamoDBv2.BillingMode.PAY_PER_REQUEST,
        },
        Cancellation);

    private static ItemImage Image(string json) => new(Encoding.UTF8.GetBytes(json));

    private sealed record Request(string Text, Func<IItemStore, Task<string>> Send);
}
