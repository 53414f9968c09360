using System.Globalization;
using System.Text;
using Fw24.Audit;
using Fw24.Audit.Records;
using Fw24.Model;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Harness.Audit;

/// <summary>A random audit of two tables in one audit table: what was recorded, erased and expired, and what a query returns.</summary>
internal sealed class SharedAudit
{
    /// <summary>Names that an escape could confuse, and one that is too long for a key.</summary>
    public static readonly string[] Actors = ["u-1", "u-2", "u#2", @"\h", "ü\"\\", new('x', 3_000)];

    private readonly Random _random;
    private readonly List<Known> _known = [];

    /// <summary>Creates changes.</summary>
    /// <param name="random">The source of all choices.</param>
    public SharedAudit(Random random)
    {
        _random = random;
        foreach (var table in (TableModel[])[Orders, Notes])
        {
            var items = random.Next(1, 6);
            for (var item = 0; item < items; item++)
            {
                AddChanges(table, $"{table.Name}#{item}");
            }
        }
    }

    /// <summary>Found by time and actor.</summary>
    public static TableModel Orders { get; } = Table("orders", AuditQueries.Time | AuditQueries.Actor);

    /// <summary>Found by time, in the same audit table.</summary>
    public static TableModel Notes { get; } = Table("notes", AuditQueries.Time);

    /// <summary>The records, in no order.</summary>
    public IReadOnlyList<(TableModel Table, AuditRecord Record)> Records => [.. _known.Select(static one => (one.Table, one.Record))];

    /// <summary>The keys of the items of a table.</summary>
    public List<ItemImage> KeysOf(TableModel table)
        => [.. _known.Where(one => one.Table == table).Select(static one => one.Entry.Key)
            .DistinctBy(static key => AuditTable.Text(key.Json))];

    /// <summary>A time among those of the changes, or near them.</summary>
    public DateTimeOffset Time() => AuditTable.Start.AddSeconds(_random.Next(-2, 200_000)).AddTicks(_random.Next(3));

    /// <summary>Forgets the records of an item until a time, as an erasure does.</summary>
    public void Erase(TableModel table, ItemImage key, DateTimeOffset until, ErasureScope scope)
    {
        foreach (var one in _known.Where(one => one.Table == table && Same(one.Entry.Key, key) && one.Entry.Time <= until))
        {
            one.Entry = one.Entry.Erased(until, scope);
        }
    }

    /// <summary>Forgets some records, as the time to live does.</summary>
    /// <returns>Their event ids.</returns>
    public HashSet<string> Expire()
    {
        HashSet<string> gone = [.. _known.Where(_ => _random.Next(10) == 0).Select(static one => one.Entry.EventId)];
        _known.RemoveAll(one => gone.Contains(one.Entry.EventId));
        return gone;
    }

    /// <summary>The records of tables in order.</summary>
    public IEnumerable<AuditEntry> Of(params TableModel[] tables) => _known
        .Where(one => tables.Contains(one.Table))
        .Select(static one => one.Entry)
        .OrderBy(static entry => entry.Time)
        .ThenBy(static entry => decimal.Parse(entry.SequenceNumber, CultureInfo.InvariantCulture))
        .ThenBy(static entry => entry.Table, StringComparer.Ordinal)
        .ThenBy(static entry => AuditKey.Identity(entry.Key), StringComparer.Ordinal);

    private static bool Same(ItemImage left, ItemImage right) => AuditTable.Text(left.Json) == AuditTable.Text(right.Json);

    private static TableModel Table(string name, AuditQueries queries) => AuditTable.Model(
        name: name, audit: new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "audit", Queries = queries });

    // Sequence numbers of different items may be equal, since shards of a stream count by themselves.
    private void AddChanges(TableModel table, string id)
    {
        var (count, number, second) = (_random.Next(1, 9), 0, _random.Next(100_000));
        string? state = null;
        var writer = new AuditRecordWriter("shop", table, new FakeTimeProvider(AuditTable.Start));
        for (var i = 0; i < count; i++)
        {
            number += _random.Next(1, 3);
            second += _random.Next(4) == 0 ? _random.Next(40_000) : _random.Next(3);
            var next = state is not null && _random.Next(6) == 0 ? null : Image(id);
            var change = AuditTable.Change(state, next, $$$"""{"Id":{"S":"{{{id}}}"}}""", number) with
            {
                EventId = Encoding.UTF8.GetBytes($"{table.Name}-{id}-{i}"),
                ChangedAt = AuditTable.Start.AddSeconds(second),
            };
            var record = writer.Write(change);
            _known.Add(new Known(table, record) { Entry = AuditEntry.Parse(record.Json.Span) });
            state = next;
        }
    }

    private string Image(string id)
    {
        var actor = _random.Next(5) == 0 ? null : Actors[_random.Next(Actors.Length)];
        var by = actor is null ? "" : $",\"By\":{{\"S\":\"{System.Text.Json.JsonEncodedText.Encode(actor)}\"}}";
        return $$$"""{"Id":{"S":"{{{id}}}"},"{{{(char)('A' + _random.Next(3))}}}":{"N":"{{{_random.Next(100)}}}"}{{{by}}}}""";
    }

    private sealed record Known(TableModel Table, AuditRecord Record)
    {
        public required AuditEntry Entry { get; set; }
    }
}
