using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Fw24.Local.Items;
using Fw24.Tables;

namespace Fw24.Local.Tables;

/// <summary>Transactions over the local tables. One is performed at a time, so none conflicts with another.</summary>
internal sealed class LocalTransactions
{
    // TransactWriteItems and TransactGetItems, "Service, account, and table quotas".
    private const int MaxActions = 100;
    private const int MaxSize = 4 * 1024 * 1024;

    // DynamoDB, "Idempotency": a token is valid for 10 minutes after the request that used it.
    private static readonly TimeSpan s_tokenLife = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, (byte[] Request, DateTimeOffset Until)> _committed = new(StringComparer.Ordinal);

    /// <summary>Performs all actions or none (TransactWriteItems).</summary>
    public TransactionResult Commit(IReadOnlyList<(LocalTable Table, TransactionAction Action)> actions, string token)
    {
        if (token.Length is 0 or > 36)
        {
            throw AwsErrors.Validation("The ClientRequestToken must have 1 to 36 characters.");
        }

        var keys = Distinct(actions, static action => (action.Table, action.Table.ReadKey(action.Action)));
        var request = HashOf(actions);
        var loop = actions[0].Table.Loop;
        lock (loop.Gate)
        {
            if (_committed.TryGetValue(token, out var earlier) && loop.Now < earlier.Until)
            {
                return earlier.Request.AsSpan().SequenceEqual(request) ? new TransactionResult([]) : throw AwsErrors.TokenMismatch();
            }

            var checks = actions.Select((action, place) => action.Table.Check(action.Action, keys[place].Key)).ToList();
            if (checks.Exists(static check => check.Reason.Code is not "None"))
            {
                return new TransactionResult([.. checks.Select(static check => check.Reason)]);
            }

            if (checks.Sum(static check => check.Size) > MaxSize)
            {
                throw AwsErrors.Validation("Collection of items exceeds the maximum aggregate size of 4 MB of a transaction.");
            }

            foreach (var (table, action) in actions)
            {
                table.Perform(action);
            }

            _committed[token] = (request, loop.Now + s_tokenLife);
            return new TransactionResult([]);
        }
    }

    /// <summary>Gets items as they are at one time (TransactGetItems).</summary>
    public static List<ItemImage> Get(IReadOnlyList<(LocalTable Table, ItemImage Key)> keys)
    {
        Distinct(keys, static key => (key.Table, key.Table.ReadKey(key.Key)));
        lock (keys[0].Table.Loop.Gate)
        {
            return [.. keys.Select(static key => key.Table.Get(key.Key))];
        }
    }

    private static List<(LocalTable Table, ItemKey Key)> Distinct<T>(
        IReadOnlyList<T> actions, Func<T, (LocalTable Table, ItemKey Key)> keyOf)
    {
        var count = $"A transaction has 1 to {MaxActions} actions: Member must have length less than or equal to {MaxActions}.";
        return DistinctKeys.Of(
            actions, keyOf, MaxActions, count, count, "Transaction request cannot include multiple operations on one item");
    }

    private static byte[] HashOf(IReadOnlyList<(LocalTable Table, TransactionAction Action)> actions)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        foreach (var (_, action) in actions)
        {
            DynamoDbItemStore.Write(json, action);
        }

        json.WriteEndArray();
        json.Flush();
        return SHA256.HashData(buffer.WrittenSpan);
    }
}
