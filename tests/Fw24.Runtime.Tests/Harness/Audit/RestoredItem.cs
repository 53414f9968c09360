using System.Globalization;
using System.Text;
using Fw24.Audit;
using Fw24.Audit.Reader;
using Fw24.Audit.Reading;
using Fw24.Audit.Reading.Stores;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Tables;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Harness.Audit;

/// <summary>An item with a random history, each change of which is recorded in a second of its own.</summary>
internal sealed class RestoredItem
{
    private const string Key = """{"Id":{"S":"item-1"}}""";

    // Audited ones, a secret, one that is not audited, and the version of some.
    private static readonly string[] s_names = ["A", "B", "C", "S", "X"];

    private readonly Random _random;
    private readonly bool _isVersioned;
    private readonly MemoryItemStore _items = new("Id");
    private readonly MemoryItemStore _audit = new("pk", "sk");
    private readonly TableModel _table;
    private readonly DynamoDbAuditSink _sink;

    public RestoredItem(Random random)
    {
        (_random, _isVersioned) = (random, random.Next(2) == 0);
        var entity = new EntityModel<Row>
        {
            Name = "Row",
            Actor = "U",
            StampsDeletes = true,
            AuditIgnored = ["X"],
            Sensitive = [new SensitiveAttributeModel("S", Redaction.Remove)],
            Version = _isVersioned ? "V" : null,
            Optional = s_names,
            Read = static (ref _) => new Row(),
            Write = static (_, _) => { },
        };
        _table = new TableModel
        {
            Name = "rows",
            PartitionKey = new KeyAttribute("Id", KeyType.String),
            Stream = new StreamEnabledAttribute(),
            Audit = new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "audit" },
            Entities = [entity],
        };
        _sink = new DynamoDbAuditSink(_audit, _table, "audit");
        Table = new Table<Row>(_table, entity, new Recorded(this), time: new FakeTimeProvider(AuditTable.Start)).As("u-7");
        var source = new AuditSource(
            "shop", _table, new DynamoDbAuditStore(_audit, _table, "audit", "rows"), _items, "rows", null);
        Reader = new AuditSources([source], [TestTables.App(_table)]);
    }

    public ITable<Row> Table { get; }

    public AuditSources Reader { get; }

    public ItemTrail<Row, int> Trail => Reader.Of<Row, int>(AuditTable.ImageOf(Key), 0);

    /// <summary>The item after each second, from 0, before the first change.</summary>
    public List<SortedDictionary<string, string>?> States { get; } = [null];

    public static DateTimeOffset TimeOf(int second) => AuditTable.Start.AddSeconds(second);

    /// <summary>Indicates whether records have the values of an attribute, and restores write it.</summary>
    public static bool IsShown(string name)
        => name is not ("S" or "X" or "V" or "U" or "Id") && !name.StartsWith("fw24:", StringComparison.Ordinal);

    public static SortedDictionary<string, string>? Shown(SortedDictionary<string, string>? state) => Part(state, IsShown);

    /// <summary>The secret and what is not audited.</summary>
    public static List<string> Hidden(SortedDictionary<string, string>? state)
        => [.. (Part(state, static name => name is "S" or "X") ?? []).Select(static one => $"{one.Key}={one.Value}")];

    public static string? Text(SortedDictionary<string, string>? state)
        => state is null ? null : string.Join(' ', state.Select(static one => $"{one.Key}={one.Value}"));

    public static SortedDictionary<string, string>? Parse(ItemImage image)
    {
        if (image.IsAbsent)
        {
            return null;
        }

        var state = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in image)
        {
            state[Encoding.UTF8.GetString(attribute.Name)] = Encoding.UTF8.GetString(attribute.Value);
        }

        return state;
    }

    /// <summary>Makes random changes.</summary>
    public async Task LiveAsync(int changes)
    {
        for (var change = 0; change < changes; change++)
        {
            var state = States[^1] is { } last && _random.Next(6) > 0 ? Next(last) : States[^1] is null ? Next([]) : null;
            await WriteAsync(() => state is null
                ? _items.DeleteAsync("rows", AuditTable.ImageOf(Key), null, CancellationToken.None)
                : _items.PutAsync("rows", Image(state), null, CancellationToken.None));
        }
    }

    /// <summary>Writes the item, and records the change if there is one.</summary>
    private async Task<T> WriteAsync<T>(Func<ValueTask<T>> write)
    {
        var old = await _items.GetAsync("rows", AuditTable.ImageOf(Key));
        var result = await write();
        var @new = await _items.GetAsync("rows", AuditTable.ImageOf(Key));
        var (before, after) = (Parse(old), Parse(@new));
        if (Text(before) == Text(after))
        {
            return result;
        }

        var isSecret = before?.GetValueOrDefault("S") != after?.GetValueOrDefault("S");
        var change = AuditTable.Change(
            before is null ? null : Text(Image(Part(before, static name => name != "S")!).Json),
            after is null ? null : Text(Image(Part(after, static name => name != "S")!).Json),
            number: States.Count,
            redacted: isSecret ? "S" : "");
        using var writer = AuditTable.Writer(_table);
        Assert.Empty(await _sink.StoreAsync([writer.Write(change)], CancellationToken.None));
        States.Add(after);
        return result;
    }

    public override string ToString() => string.Join(" | ", States.Skip(1).Select(static state => Text(state) ?? "-"));

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);

    private static SortedDictionary<string, string>? Part(SortedDictionary<string, string>? state, Func<string, bool> isIn)
        => state is null ? null : new(state.Where(one => isIn(one.Key)).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);

    private static ItemImage Image(SortedDictionary<string, string> state)
        => AuditTable.ImageOf($"{{{string.Join(',', state.Select(static one => $"\"{one.Key}\":{one.Value}"))}}}");

    private SortedDictionary<string, string> Next(SortedDictionary<string, string> last)
    {
        while (true)
        {
            var next = new SortedDictionary<string, string>(last, StringComparer.Ordinal) { ["Id"] = """{"S":"item-1"}""" };
            for (var count = _random.Next(1, 3); count > 0; count--)
            {
                var name = s_names[_random.Next(s_names.Length)];
                if (!next.Remove(name) || _random.Next(3) > 0)
                {
                    next[name] = string.Create(CultureInfo.InvariantCulture, $$"""{"N":"{{_random.Next(3)}}"}""");
                }
            }

            if (Text(next) != Text(last))
            {
                if (_isVersioned)
                {
                    var version = int.Parse(last.GetValueOrDefault("V", """{"N":"0"}""")[6..^2], CultureInfo.InvariantCulture);
                    next["V"] = string.Create(CultureInfo.InvariantCulture, $$"""{"N":"{{version + 1}}"}""");
                }

                return next;
            }
        }
    }

    // Records each write of the table.
    private sealed class Recorded(RestoredItem owner) : DelegatingItemStore(owner._items)
    {
        public override async ValueTask<bool> PutAsync(
            string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
            => await owner.WriteAsync(() => base.PutAsync(table, item, condition, cancellationToken));

        public override async ValueTask<PutResult> PutOrReadAsync(
            string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
            => await owner.WriteAsync(() => base.PutOrReadAsync(table, item, condition, cancellationToken));

        public override async ValueTask<UpdateResult> UpdateAndReadAsync(
            string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken)
            => await owner.WriteAsync(() => base.UpdateAndReadAsync(table, update, condition, cancellationToken));

        public override async ValueTask<bool> DeleteAsync(
            string table, ItemImage key, ItemCondition? condition, CancellationToken cancellationToken)
            => await owner.WriteAsync(() => base.DeleteAsync(table, key, condition, cancellationToken));
    }
}
