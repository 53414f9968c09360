using System.Text;
using Fw24.Audit;
using Fw24.Changes.Marks;
using Fw24.Model;

namespace Fw24.Runtime.Tests.Harness.Audit;

/// <summary>A random history of an item, of which only some records are stored, and what an observer of these can know.</summary>
/// <remarks>
/// An observer sees the images on both sides of each stored record, but not whether records are missing that lead back to the same image,
/// or at the end. What it
/// cannot see, a reader need not tell.
/// </remarks>
internal sealed class TrailModel
{
    /// <summary>The attributes; the last one is not audited.</summary>
    private static readonly string[] s_names = ["A", "B", "C", "X"];

    // From 0, before the first change.
    private readonly List<Dictionary<string, int>?> _states = [null];

    // The changes that are none: the item is as before, and its record a snapshot.
    private readonly HashSet<int> _snapshots = [];
    private readonly List<int> _seconds = [0];

    private readonly string _key;
    private readonly TableModel _table;

    /// <summary>Creates a history.</summary>
    /// <param name="random">The source of all choices.</param>
    /// <param name="key">The item's key. Default: <see cref="Key"/>.</param>
    /// <param name="table">The item's table. Default: <see cref="Table"/>.</param>
    public TrailModel(Random random, string? key = null, TableModel? table = null)
    {
        (_key, _table) = (key ?? Key, table ?? Table);
        var (count, second) = (random.Next(1, 8), 0);
        for (var number = 1; number <= count; number++)
        {
            second += random.Next(3);
            _seconds.Add(second);
            if (_states[^1] is not null && random.Next(6) == 0)
            {
                _snapshots.Add(number);
                _states.Add(_states[^1]);
                continue;
            }

            _states.Add(Next(_states[^1], random));
        }

        // Stored in another order than they happened in; some never.
        var lost = random.Next(4) == 0 ? 0 : random.Next(40);
        Stored = [.. Enumerable.Range(1, count).Where(_ => random.Next(100) >= lost)];
        Expired = random.Next(3) == 0 ? random.Next(Stored.Count + 1) : 0;
        Left = [.. Stored.Skip(Expired)];
    }

    public static string Key => """{"Id":{"S":"item-1"}}""";

    public static TableModel Table { get; } = AuditTable.Model(
        ignored: ["X"], actor: null, audit: new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "audit" });

    /// <summary>The changes whose records were stored, in order.</summary>
    public IReadOnlyList<int> Stored { get; }

    /// <summary>The number of these whose records have expired, the oldest ones.</summary>
    public int Expired { get; }

    /// <summary>The changes whose records are there, in order.</summary>
    public IReadOnlyList<int> Left { get; }

    /// <summary>The last second of the history.</summary>
    public int LastSecond => _seconds[^1];

    /// <summary>Indicates whether every change is recorded.</summary>
    public bool IsComplete => Left.Count == _states.Count - 1;

    /// <summary>The item as it is.</summary>
    public ItemImage Present => AuditTable.ImageOf(Image(_states.Count - 1));

    /// <summary>Indicates whether the item is as its last record left it.</summary>
    public bool? IsAtEnd => Left.Count == 0 ? null : Equal(_states[Left[^1]], _states[^1]);

    /// <summary>The record of a change.</summary>
    public AuditRecord this[int number]
    {
        get
        {
            // A mark stays in the item until another one replaces it.
            var change = AuditTable.Change(Image(number - 1), Image(number), _key, number);
            change = _snapshots.Contains(number) ? BackfillMark.Told(change) : change;
            return AuditTable.Writer(_table).Write(change with { ChangedAt = TimeOf(_seconds[number]) });
        }
    }

    public static DateTimeOffset TimeOf(int second) => AuditTable.Start.AddSeconds(second);

    /// <summary>
    /// Indicates whether the item is there, or anything tells of it: a record after the end of a second, or a mark that some are missing.
    /// </summary>
    public bool IsSeenAfter(int second) => !Present.IsAbsent || Left.Any(number => _seconds[number] > second)
        || Stored.Zip(Stored.Skip(1)).Any(pair => !Equal(_states[pair.First], _states[pair.Second - 1]));

    /// <summary>The spans of which nothing is known.</summary>
    public List<(DateTimeOffset?, DateTimeOffset?)> Unknown()
    {
        var spans = new List<(DateTimeOffset?, DateTimeOffset?)>();
        if (Left.Count > 0 && !HasBeginning)
        {
            spans.Add((null, TimeOf(_seconds[Left[0]])));
        }

        for (var i = 1; i < Left.Count; i++)
        {
            if (!Follows(i))
            {
                spans.Add((TimeOf(_seconds[Left[i - 1]]), TimeOf(_seconds[Left[i]])));
            }
        }

        return spans;
    }

    /// <summary>Indicates whether the first record is the item's creation.</summary>
    public bool HasBeginning => Left.Count > 0 && _states[Left[0] - 1] is null;

    /// <summary>What is known of the item at the end of a second: each known attribute, with its value.</summary>
    public (ItemKnowledge Knowledge, Dictionary<string, int?> Known) At(int second)
    {
        var index = Left.Count(number => _seconds[number] <= second) - 1;
        if (index < 0)
        {
            return (HasBeginning ? ItemKnowledge.Absent : ItemKnowledge.NotKnown, []);
        }

        if (index + 1 < Left.Count && !Follows(index + 1))
        {
            return (ItemKnowledge.NotKnown, []);
        }

        var (first, last) = (index, index);
        while (first > 0 && Follows(first))
        {
            first--;
        }

        while (last + 1 < Left.Count && Follows(last + 1))
        {
            last++;
        }

        if (_states[Left[index]] is not { } state)
        {
            return (ItemKnowledge.Absent, []);
        }

        var isWhole = Range(first, index).Any(number => _states[number - 1] is null)
            || Range(index, last).Any(number => _states[number] is null)
            || Range(first, last).Any(_snapshots.Contains)
            || (last == Left.Count - 1 && IsAtEnd is true);
        return isWhole
            ? (ItemKnowledge.Whole, Known(state, Audited))
            : (ItemKnowledge.Partial, Known(state, Audited.Where(name => Range(first, last).Any(number => Changes(number, name)))));
    }

    /// <summary>The item as it was at the end of a second.</summary>
    public Dictionary<string, int> TrueAt(int second)
        => _states[_seconds.FindLastIndex(one => one <= second) is var found and >= 0 ? found : 0] ?? [];

    /// <summary>The attributes that are audited.</summary>
    public static IEnumerable<string> Audited => s_names[..^1];

    public override string ToString()
    {
        var states = Enumerable.Range(1, _states.Count - 1).Select(number => $"{_seconds[number]}:{Image(number) ?? "-"}");
        return $"{string.Join(' ', states)} left {string.Join(',', Left)}";
    }

    private static Dictionary<string, int?> Known(Dictionary<string, int> state, IEnumerable<string> names)
        => names.ToDictionary(static name => name, name => ValueOf(state, name));

    private static Dictionary<string, int>? Next(Dictionary<string, int>? state, Random random)
    {
        while (true)
        {
            Dictionary<string, int>? next = null;
            if (state is null || random.Next(5) > 0)
            {
                next = state is null || random.Next(5) == 0 ? [] : new Dictionary<string, int>(state);
                var name = s_names[random.Next(s_names.Length)];
                if (!next.Remove(name) || random.Next(3) > 0)
                {
                    next[name] = random.Next(3);
                }
            }

            if (!Equal(state, next))
            {
                return next;
            }
        }
    }

    private static bool Equal(Dictionary<string, int>? left, Dictionary<string, int>? right)
        => left is null || right is null ? left is null && right is null
            : left.Count == right.Count && left.All(one => right.TryGetValue(one.Key, out var value) && value == one.Value);

    // A put of the whole item removes the mark, an update leaves it.
    private string? Image(int number)
    {
        if (_states[number] is not { } state)
        {
            return null;
        }

        var image = new StringBuilder(_key[..^1]);
        foreach (var (name, value) in state)
        {
            image.Append(System.Globalization.CultureInfo.InvariantCulture, $",\"{name}\":{{\"N\":\"{value}\"}}");
        }

        var marked = Enumerable.Range(1, number).LastOrDefault(earlier => _snapshots.Contains(earlier) || earlier % 4 == 0);
        if (_snapshots.Contains(marked))
        {
            image.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $$""","fw24:backfill":{"M":{"job":{"S":"job-{{marked}}"},"snapshot":{"BOOL":true} } }""");
        }

        return image.Append('}').ToString();
    }

    private static int? ValueOf(Dictionary<string, int> state, string name) => state.TryGetValue(name, out var value) ? value : null;

    private IEnumerable<int> Range(int from, int to) => Left.Skip(from).Take(to - from + 1);

    private bool Follows(int index) => Equal(_states[Left[index - 1]], _states[Left[index] - 1]);

    private bool Changes(int number, string name)
    {
        var (old, @new) = (_states[number - 1], _states[number]);
        return ValueOf(old ?? [], name) != ValueOf(@new ?? [], name);
    }
}
