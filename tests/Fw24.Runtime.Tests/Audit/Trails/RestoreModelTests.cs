using System.Globalization;
using System.Text;
using Fw24.Audit;
using Fw24.Runtime.Tests.Harness.Audit;

namespace Fw24.Runtime.Tests.Audit.Trails;

/// <summary>Random histories: what is restored or undone is what the model says, and doing it again changes nothing.</summary>
/// <remarks><c>FW24_RESTORE_HISTORIES</c> is their number (500 by default), <c>FW24_RESTORE_FIRST</c> the first seed.</remarks>
public sealed class RestoreModelTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task What_is_restored_folds_to_what_it_was() => ForEachAsync(RestoreAsync);

    [Fact]
    public Task The_last_change_undone_gives_the_state_before_it() => ForEachAsync(UndoLastAsync);

    [Fact]
    public Task Changes_undone_twice_are_those_undone_once() => ForEachAsync(UndoSomeAsync);

    private static async Task ForEachAsync(Func<RestoredItem, Random, Task> check)
    {
        var first = Variable("FW24_RESTORE_FIRST") ?? 0;
        for (var seed = first; seed < first + (Variable("FW24_RESTORE_HISTORIES") ?? 500); seed++)
        {
            var random = new Random(seed);
            var item = new RestoredItem(random);
            try
            {
                await item.LiveAsync(random.Next(1, 9));
                await check(item, random);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed} fails for {item}: {exception.Message}", exception);
            }
        }
    }

    private static async Task RestoreAsync(RestoredItem item, Random random)
    {
        var at = random.Next(item.States.Count);
        var then = item.States[at];
        var restore = await item.Trail.PlanRestoreAsync(RestoredItem.TimeOf(at), Stop);
        Assert.Null(restore.Refusal);
        var hidden = RestoredItem.Hidden(item.States[^1]);
        var isKept = then is not null && item.States[^1] is not null;

        await restore.ApplyAsync(item.Table, Stop);

        Assert.Equal(RestoredItem.Text(RestoredItem.Shown(then)), RestoredItem.Text(RestoredItem.Shown(item.States[^1])));
        Assert.Equal(isKept ? hidden : [], RestoredItem.Hidden(item.States[^1]));
        var old = await item.Trail.StateAsync(RestoredItem.TimeOf(at), Stop);
        var now = await item.Trail.StateAsync(DateTimeOffset.MaxValue, Stop);
        Assert.Equal(
            RestoredItem.Text(RestoredItem.Shown(RestoredItem.Parse(old.Audited.Item))),
            RestoredItem.Text(RestoredItem.Shown(RestoredItem.Parse(now.Audited.Item))));
        Assert.Equal(ChangeOperations.None, (await item.Trail.PlanRestoreAsync(RestoredItem.TimeOf(at), Stop)).Operation);
        Assert.True((await item.Trail.ReportAsync(Stop)).IsWhole);
    }

    private static async Task UndoLastAsync(RestoredItem item, Random random)
    {
        if (item.States.Count == 1)
        {
            return;
        }

        var (before, after) = (item.States[^2], item.States[^1]);
        var undo = await item.Trail.PlanUndoAsync((await item.Trail.Changes().ToListAsync(Stop))[^1], Stop);
        var isShown = before is null || after is null
            || RestoredItem.Text(RestoredItem.Shown(before)) != RestoredItem.Text(RestoredItem.Shown(after));
        Assert.Equal(isShown ? UndoResult.Undone : UndoResult.Refused, undo.Records[0].Result);
        if (isShown)
        {
            await undo.ApplyAsync(item.Table, Stop);
            Assert.Equal(RestoredItem.Text(RestoredItem.Shown(before)), RestoredItem.Text(RestoredItem.Shown(item.States[^1])));
        }
    }

    private static async Task UndoSomeAsync(RestoredItem item, Random random)
    {
        var records = (await item.Trail.Changes().ToListAsync(Stop)).Where(_ => random.Next(3) > 0).ToArray();
        if (records.Length == 0)
        {
            return;
        }

        random.Shuffle(records);
        var (expected, undone) = Model(item.States[^1], records, mayDelete: true);
        if (expected is null && item.States[^1] is not null && await HasLaterSecretAsync(item, records))
        {
            (expected, undone) = Model(item.States[^1], records, mayDelete: false);
        }

        for (var run = 0; run < 3; run++)
        {
            var count = item.States.Count;
            var first = (await (await item.Reader.PlanUndoAsync<Row>(records, Stop)).ApplyAsync(item.Table, Stop))[0].Records;

            Assert.Equal(RestoredItem.Text(expected), RestoredItem.Text(RestoredItem.Shown(item.States[^1])));
            var done = first.Count(static undo => undo.Result is not UndoResult.Refused);

            // Of a change that was refused in part of its attributes, a later run may find that nothing of it is left to undo.
            Assert.True(
                run == 0 ? undone == done : done >= undone,
                $"Run {run} undid {done} instead of {undone} of {string.Join(' ', first.Select(Line))}.");
            Assert.True(run == 0 || (item.States.Count == count && first.All(static undo => undo.Result is not UndoResult.Undone)));
        }
    }

    // A deletion would take a secret that was written after the creation.
    private static async Task<bool> HasLaterSecretAsync(RestoredItem item, AuditEntry[] records)
    {
        var creation = records.Where(static record => record.Operation is ChangeOperations.Insert).Max(NumberOf);
        return (await item.Trail.Changes().ToListAsync(Stop)).Exists(
            entry => NumberOf(entry) > creation
                && entry.Redacted is { Count: > 0 }
                && !records.Any(record => NumberOf(record) == NumberOf(entry)));
    }

    private static int NumberOf(AuditEntry record) => int.Parse(record.SequenceNumber[..^20], CultureInfo.InvariantCulture);

    private static string Line(RecordUndo undo) => $"{NumberOf(undo.Record)}:{undo.Record.Operation}:{undo.Result}:{undo.Reason}";

    // As plain as can be: one change after the other, each on all its attributes or on none.
    private static (SortedDictionary<string, string>? State, int Undone) Model(
        SortedDictionary<string, string>? now, IReadOnlyList<AuditEntry> records, bool mayDelete)
    {
        var (state, undone) = (RestoredItem.Shown(now), 0);
        foreach (var record in records.OrderByDescending(NumberOf))
        {
            var changes = record.Changes.Where(static change => RestoredItem.IsShown(change.Path)).ToList();
            var (old, @new) = (Side(changes, static change => change.Old), Side(changes, static change => change.New));
            switch (record.Operation)
            {
                case ChangeOperations.Insert when state is null || (mayDelete && RestoredItem.Text(state) == RestoredItem.Text(@new)):
                    (state, undone) = (null, undone + 1);
                    break;
                case ChangeOperations.Remove when state is null || RestoredItem.Text(state) == RestoredItem.Text(old):
                    (state, undone) = (old, undone + 1);
                    break;
                case ChangeOperations.Modify when state is not null && changes.Count > 0
                    && changes.TrueForAll(change => Is(state, @new, change.Path) || Is(state, old, change.Path)):
                    undone++;
                    foreach (var change in changes)
                    {
                        _ = old.TryGetValue(change.Path, out var value) ? state[change.Path] = value : state.Remove(change.Path) ? "" : "";
                    }

                    break;
            }
        }

        return (state, undone);

        static bool Is(SortedDictionary<string, string> state, SortedDictionary<string, string> side, string name)
            => state.GetValueOrDefault(name) == side.GetValueOrDefault(name);

        static SortedDictionary<string, string> Side(List<AuditedChange> changes, Func<AuditedChange, ReadOnlyMemory<byte>> side)
        {
            var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var change in changes.Where(change => !side(change).IsEmpty))
            {
                values[change.Path] = Encoding.UTF8.GetString(side(change).Span);
            }

            return values;
        }
    }

    private static int? Variable(string name)
        => Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
