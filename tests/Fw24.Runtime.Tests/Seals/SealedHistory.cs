using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fw24.Audit;
using Fw24.Audit.Proof;
using Fw24.Audit.Records;
using Fw24.Audit.Sinks.DynamoDb;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Seals;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Seals;

/// <summary>
/// A sealed audit in which everything happens that is no tampering: failed and lost calls, messages delivered again and late, sealers that
/// stop anywhere, erasures, records that expire, and some that no round has sealed yet.
/// </summary>
internal sealed class SealedHistory : IDisposable
{
    private const string Origin = "shop.example/log";

    private static readonly LocalSigner s_signer = new();

    private readonly Random _random;
    private readonly FakeTimeProvider _time = new(AuditTable.Start.AddSeconds(1));
    private readonly MemoryItemStore _rows = new("pk", "sk");
    private readonly List<byte[]> _lines = [];
    private readonly TableModel _table;
    private readonly AuditRecordWriter _writer;
    private readonly SealedAuditSink _sink;
    private readonly HashSet<string> _erasing = new(StringComparer.Ordinal);
    private bool _isFaulty = true;
    private int _changes;

    public SealedHistory(int seed)
    {
        _random = new Random(seed);
        IsTable = seed % 2 == 0;
        _table = AuditTable.Model(audit: IsTable
            ? new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "audit", TimeToLiveDays = 1, Sealed = true }
            : new AuditAttribute(AuditLoggerType.Cloudwatch) { Retention = AuditRetention.OneDay, Sealed = true });
        _writer = new AuditRecordWriter("shop", _table, _time, new SaltSource(_random.NextBytes));
        _sink = new SealedAuditSink(
            IsTable ? new DynamoDbAuditSink(_rows, _table, "audit") : new LineSink(StoreLines), _table, Seals);
        Key = s_signer.KeyOf(Origin);
    }

    public bool IsTable { get; }

    public LogKey Key { get; }

    public MemorySealStore Seals { get; } = new();

    /// <summary>The number of records of the last minutes, which are not sealed.</summary>
    public int Unsealed { get; private set; }

    /// <summary>The stored records.</summary>
    public List<AuditEntry> Records => IsTable
        ? [.. _rows.Items.Select(AuditLog.ReadRow).OfType<AuditEntry>()]
        : _lines.ConvertAll(static line => AuditEntry.Parse(line));

    public static async Task<SealedHistory> CreateAsync(int seed)
    {
        var history = new SealedHistory(seed);
        await history.RunAsync();
        return history;
    }

    public void Dispose() => _writer.Dispose();

    public Task<AuditVerification> VerifyAsync() => VerifyAsync(["orders"], DateTimeOffset.MinValue);

    public async Task<AuditVerification> VerifyAsync(string[] tables, DateTimeOffset from)
    {
        var log = await SealedLog.OpenAsync(Seals, Key);
        return await new AuditVerifier(log, _time).VerifyAsync(
            Records.ToAsyncEnumerable(), tables, from, DateTimeOffset.MaxValue);
    }

    /// <summary>Erases an item's records, without a fault.</summary>
    public Task<AuditErasure> EraseAsync(ItemImage key)
        => new AuditEraser(_rows, _table, "audit", time: _time, seals: Seals).EraseAsync(key);

    /// <summary>Indicates whether a record is not one of the last minutes.</summary>
    public bool IsSealed(AuditEntry record)
        => int.Parse(record.EventId.AsSpan("event-".Length), CultureInfo.InvariantCulture) < _changes - Unsealed;

    /// <summary>Indicates whether a record may be gone.</summary>
    public bool IsExpired(AuditEntry record) => record.Time.AddDays(1) <= _time.GetUtcNow();

    /// <summary>Indicates whether an erasure of the record has begun, which anybody may complete.</summary>
    public bool IsErasing(AuditEntry record) => _erasing.Contains(AuditTable.Text(record.Key.Json));

    /// <summary>Replaces the stored form of a record.</summary>
    public void Replace(int index, Func<JsonObject, JsonObject?> change)
    {
        var record = Records[index];
        if (!IsTable)
        {
            var changed = change(JsonNode.Parse(_lines[index])!.AsObject());
            _lines.RemoveAt(index);
            if (changed is not null)
            {
                _lines.Insert(index, Encoding.UTF8.GetBytes(changed.ToJsonString()));
            }

            return;
        }

        var line = change(JsonNode.Parse(record.ToJson().Span)!.AsObject());
        var layout = AuditItem.Of(_table, isOwn: false);
        var key = layout.KeyOf(layout.Write(record, null));
        Assert.True(_rows.DeleteAsync("audit", key, null, default).AsTask().Result);
        if (line is not null)
        {
            Add(AuditEntry.Parse(Encoding.UTF8.GetBytes(line.ToJsonString())));
        }
    }

    /// <summary>Adds a record.</summary>
    public void Add(AuditEntry record)
    {
        if (IsTable)
        {
            _ = _rows.PutAsync("audit", AuditItem.Of(_table, isOwn: false).Write(record, null), null, default).AsTask().Result;
        }
        else
        {
            _lines.Add(record.ToJson().ToArray());
        }
    }

    private async Task RunAsync()
    {
        var messages = NewChanges(_random.Next(20, 60)).Chunk(_random.Next(1, 9)).ToList();
        Seals.Before = FailSometimesAsync;
        Seals.After = FailSometimesAsync;
        _rows.BeforePut = (_, _) => _random.Next(30) == 0 ? new TimeoutException() : null;
        _rows.AfterPut = _ => _random.Next(30) == 0 ? new TimeoutException() : null;
        while (messages.Count > 0)
        {
            var next = _random.Next(5) == 0 ? _random.Next(messages.Count) : 0;
            var isStored = await DeliverAsync(messages[next]);
            if (isStored && _random.Next(8) > 0)
            {
                messages.RemoveAt(next);
            }

            _time.Advance(TimeSpan.FromSeconds(_random.Next(300)));
            if (_random.Next(3) == 0)
            {
                await TrySealAsync();
            }

            if (_random.Next(25) == 0)
            {
                await EraseAsync();
            }
        }

        _isFaulty = false;
        (Seals.Before, Seals.After) = (static () => Task.CompletedTask, static () => Task.CompletedTask);
        (_rows.BeforePut, _rows.AfterPut) = (static (_, _) => null, static _ => null);
        await SealAsync();

        // So long after the others that their time is over, and one after the last round.
        _time.Advance(TimeSpan.FromHours(3));
        Assert.True(await DeliverAsync([.. NewChanges(1)]));
        await SealAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        Unsealed = _random.Next(3);
        Assert.True(Unsealed == 0 || await DeliverAsync([.. NewChanges(Unsealed)]));
        if (_random.Next(3) == 0)
        {
            Expire();
        }
    }

    private List<(string? Old, string? New, string Keys, int Number)> NewChanges(int count)
    {
        var changes = new List<(string?, string?, string, int)>();
        for (var end = _changes + count; _changes < end; _changes++)
        {
            var item = $"item-{_random.Next(5)}";
            changes.Add((
                _random.Next(4) == 0 ? null : ImageOf(item, _random.Next(9)),
                ImageOf(item, 10 + _random.Next(9)),
                $$$"""{"Id":{"S":"{{{item}}}"}}""",
                _changes));
        }

        return changes;
    }

    private static string ImageOf(string item, int value) => new JsonObject
    {
        ["Id"] = new JsonObject { ["S"] = item },
        ["By"] = new JsonObject { ["S"] = $"u-{value % 4}" },
        ["v"] = new JsonObject { ["N"] = $"{value}" },
        ["m"] = new JsonObject
        {
            ["M"] = new JsonObject
            {
                ["b"] = new JsonObject { ["S"] = "x" },
                ["a"] = new JsonObject { ["NS"] = new JsonArray("2", $"{value + 3}") },
            },
        },
    }.ToJsonString();

    private async Task<bool> DeliverAsync((string? Old, string? New, string Keys, int Number)[] changes)
    {
        try
        {
            var records = changes
                .Select(change => _writer.Write(AuditTable.Change(change.Old, change.New, change.Keys, change.Number)))
                .ToList();
            return (await _sink.StoreAsync(records, default)).All(static failure => failure.Permanent);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private IReadOnlyList<AuditFailure> StoreLines(IReadOnlyList<AuditRecord> records)
    {
        _lines.AddRange(records.Select(static record => record.Json.ToArray()));
        return _isFaulty && _random.Next(20) == 0 ? throw new TimeoutException() : [];
    }

    private Task FailSometimesAsync() => _random.Next(30) == 0 ? throw new IOException("failed") : Task.CompletedTask;

    private Task<SealingResult> SealAsync() => new LogSealer(Seals, s_signer, Origin, _random.Next(5, 500), _time).SealAsync();

    private async Task TrySealAsync()
    {
        try
        {
            await SealAsync();
        }
        catch (IOException)
        {
        }
    }

    private async Task EraseAsync()
    {
        var records = Records;
        if (!IsTable || records.Count == 0)
        {
            return;
        }

        // Interrupted anywhere, and perhaps never completed.
        var eraser = new AuditEraser(_rows, _table, "audit", time: _time, seals: Seals);
        var key = records[_random.Next(records.Count)].Key;
        _ = _erasing.Add(AuditTable.Text(key.Json));
        try
        {
            await eraser.EraseAsync(key, (ErasureScope)_random.Next(4));
        }
        catch (Exception exception) when (exception is IOException or TimeoutException)
        {
        }
    }

    private void Expire()
    {
        _time.Advance(TimeSpan.FromDays(2));
        for (var index = Records.Count - 1; index >= 0; index--)
        {
            if (IsSealed(Records[index]) && _random.Next(2) == 0)
            {
                Replace(index, static _ => null);
            }
        }
    }

    /// <summary>As CloudWatch Logs does: what is put again is stored again.</summary>
    private sealed class LineSink(Func<IReadOnlyList<AuditRecord>, IReadOnlyList<AuditFailure>> store) : IAuditSink
    {
        public ValueTask<IReadOnlyList<AuditFailure>> StoreAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
            => new(store(records));
    }
}
