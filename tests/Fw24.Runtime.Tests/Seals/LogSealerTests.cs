using System.Globalization;
using System.Text;
using Fw24.Seals;
using Fw24.Seals.Tree;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Seals;

/// <summary>The log stays one log, and has each entry once, wherever a sealer stops and however many run.</summary>
public sealed class LogSealerTests
{
    private const string Origin = "orders.example/log";

    private readonly MemorySealStore _store = new();
    private readonly LocalSigner _signer = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entries_are_sealed_in_order_with_a_mark_for_each_round()
    {
        var added = new List<string>();
        for (var round = 0; round < 5; round++)
        {
            added.AddRange([.. Add($"{round}-a", 150), .. Add($"{round}-b", 120)]);
            var result = await Sealer().SealAsync(Stop);
            Assert.Equal((1, 270L, (round + 1) * 271L), (result.Rounds, result.Entries, result.Checkpoint!.Size));
            _time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(0, (await Sealer().SealAsync(Stop)).Rounds);
        Assert.Equal(added, await EntriesAsync());
        Assert.DoesNotContain(_store.Objects.Keys, static name => name.StartsWith("pending/", StringComparison.Ordinal));
        await EnsureProvedAsync();
    }

    [Fact]
    public async Task Many_pending_objects_take_several_rounds()
    {
        var added = Enumerable.Range(0, 50).SelectMany(number => Add($"{number:D2}", 10)).ToList();

        var result = await Sealer(maxEntries: 160).SealAsync(Stop);

        Assert.Equal((4, 500L), (result.Rounds, result.Entries));
        Assert.Equal(added, await EntriesAsync());
    }

    [Fact]
    public async Task Nothing_is_lost_or_twice_if_a_sealer_stops_at_any_call()
    {
        for (var call = 0; ; call++)
        {
            _store.Objects.Clear();
            var added = new List<string>(Add("a", 260));
            await Sealer().SealAsync(Stop);
            added.AddRange([.. Add("b", 255), .. Add("c", 3)]);
            var isAfter = call % 2 == 1;
            var left = call / 2;
            Func<Task> stop = () => left-- == 0 ? throw new IOException("stopped") : Task.CompletedTask;
            (_store.Before, _store.After) = isAfter ? (_store.Before, stop) : (stop, _store.After);
            var isDone = await Record.ExceptionAsync(() => Sealer().SealAsync(Stop)) is null;
            (_store.Before, _store.After) = (static () => Task.CompletedTask, static () => Task.CompletedTask);

            added.AddRange(Add("d", 2));
            await Sealer().SealAsync(Stop);

            Assert.Equal(added, await EntriesAsync());
            await EnsureProvedAsync();
            if (isDone)
            {
                Assert.InRange(call, 40, 400);
                return;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Several_at_once_and_stopped_anywhere_make_one_log(int seed)
    {
        var random = new Random(seed);
        var waiting = new List<TaskCompletionSource>();
        var added = new List<string>();
        _store.Before = () =>
        {
            var turn = new TaskCompletionSource();
            waiting.Add(turn);
            return turn.Task;
        };
        var running = new List<Task>();
        var checkpoints = new List<Checkpoint>();
        for (var step = 0; step < 400 || running.Count > 0; step++)
        {
            if (step < 400 && random.Next(20) == 0)
            {
                added.AddRange(Add($"{step:D3}", random.Next(1, 90)));
                _time.Advance(TimeSpan.FromSeconds(random.Next(200)));
            }

            if (step < 400 && running.Count < 3 && random.Next(8) == 0)
            {
                running.Add(SealAsync());
            }

            if (waiting.Count > 0)
            {
                var turn = waiting[random.Next(waiting.Count)];
                _ = waiting.Remove(turn);
                if (random.Next(60) == 0)
                {
                    turn.SetException(new IOException("stopped"));
                }
                else
                {
                    turn.SetResult();
                }
            }

            _ = running.RemoveAll(static task => task.IsCompleted);
        }

        _store.Before = static () => Task.CompletedTask;
        await Sealer().SealAsync(Stop);
        Assert.Equal(added.Order(StringComparer.Ordinal), (await EntriesAsync()).Order(StringComparer.Ordinal));
        await EnsureProvedAsync();
        var log = await SealedLog.OpenAsync(_store, _signer.KeyOf(Origin), Stop);
        foreach (var checkpoint in checkpoints)
        {
            await log.EnsureContinuesAsync(checkpoint, Stop);
        }

        async Task SealAsync()
        {
            try
            {
                if ((await Sealer(maxEntries: random.Next(20, 200)).SealAsync(Stop)).Checkpoint is { } checkpoint)
                {
                    checkpoints.Add(checkpoint);
                }
            }
            catch (IOException)
            {
            }
        }
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, 50)];

    [Fact]
    public async Task An_altered_log_is_not_continued()
    {
        Add("a", 300);
        await Sealer().SealAsync(Stop);
        var sound = _store.Objects.ToDictionary();
        foreach (var name in sound.Keys.Where(static name => name.Contains(".p/", StringComparison.Ordinal) || name == "log/checkpoint"))
        {
            Restore();
            _store.Objects[name] = [.. sound[name]];
            _store.Objects[name][^10] ^= 1;
            Add("b", 1);

            await Assert.ThrowsAsync<SealException>(() => Sealer().SealAsync(Stop));

            Assert.Contains("pending/b", _store.Objects.Keys);
        }

        // Without its checkpoint, the log must not begin again.
        Restore();
        _store.Objects.Remove("log/checkpoint");
        _store.Objects.Remove("rounds/00000000000000000000");
        Add("b", 300);
        var exception = await Assert.ThrowsAsync<SealException>(() => Sealer().SealAsync(Stop));
        Assert.Contains("exists with another content", exception.Message, StringComparison.Ordinal);

        void Restore()
        {
            _store.Objects.Clear();
            foreach (var (name, content) in sound)
            {
                _store.Objects.Add(name, content);
            }
        }
    }

    [Fact]
    public async Task An_object_that_is_none_of_entries_stays_and_is_named()
    {
        Add("a", 3);
        _store.Objects.Add("pending/b", [0xFF, .. "nothing"u8]);

        var result = await Sealer().SealAsync(Stop);

        Assert.Equal(["pending/b"], result.Refused);
        Assert.Equal(3, result.Entries);
        Assert.Contains("pending/b", _store.Objects.Keys);
    }

    [Theory]
    [InlineData("""{"schema":"fw24.seal.mark/1","time":"2099-01-01T00:00:00Z"}""")]
    [InlineData("""{"schema":"another/1","time":"2026-01-01T00:00:00Z"}""")]
    public async Task Only_entries_of_records_are_sealed(string line)
    {
        Add("a", 3);
        _store.Objects.Add("pending/b", Encoding.UTF8.GetBytes(line));

        var result = await Sealer().SealAsync(Stop);

        Assert.Equal(["pending/b"], result.Refused);
        Assert.Equal(4, result.Checkpoint!.Size);
    }

    [Fact]
    public async Task Marks_do_not_go_back_with_the_clock()
    {
        Add("a", 1);
        await Sealer().SealAsync(Stop);
        Add("b", 1);
        var late = new FakeTimeProvider(_time.GetUtcNow().AddHours(-1));
        await new LogSealer(_store, _signer, Origin, time: late).SealAsync(Stop);

        var log = await SealedLog.OpenAsync(_store, _signer.KeyOf(Origin), Stop);
        var marks = await log.EntriesAsync(Stop)
            .Select(static entry => SealEntry.Parse(entry.Span)!)
            .Where(static entry => !entry.IsOfRecord)
            .ToListAsync(Stop);

        Assert.Equal([_time.GetUtcNow(), _time.GetUtcNow()], marks.Select(static mark => mark.Time));
    }

    private LogSealer Sealer(int maxEntries = 65_536) => new(_store, _signer, Origin, maxEntries, _time);

    private List<string> Add(string name, int count)
    {
        var lines = Enumerable.Range(0, count)
            .Select(number => new SealEntry
            {
                Schema = SealEntry.RecordSchema,
                Table = "orders",
                Id = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"),
                Time = _time.GetUtcNow(),
                Commitment = "c",
            })
            .Select(static entry => Encoding.UTF8.GetString(entry.ToJson().Span))
            .ToList();
        _store.Objects.Add($"pending/{name}", Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return lines;
    }

    private async Task<List<string>> EntriesAsync()
    {
        var log = await SealedLog.OpenAsync(_store, _signer.KeyOf(Origin), Stop);
        return await log.EntriesAsync(Stop)
            .Where(static entry => SealEntry.Parse(entry.Span)!.IsOfRecord)
            .Select(static entry => Encoding.UTF8.GetString(entry.Span))
            .ToListAsync(Stop);
    }

    // The tiles, the entries and the checkpoint belong together, as a reader without this code would find them.
    private async Task EnsureProvedAsync()
    {
        var log = await SealedLog.OpenAsync(_store, _signer.KeyOf(Origin), Stop);
        var frontier = new TreeFrontier();
        await foreach (var entry in log.EntriesAsync(Stop))
        {
            frontier.Append(MerkleTree.LeafOf(entry.Span));
        }

        Assert.Equal((log.Checkpoint.Size, log.Checkpoint.Root), (frontier.Size, frontier.Root().ToBase64()));
        for (var index = 0L; index < log.Checkpoint.Size; index += 37)
        {
            var leaf = MerkleTree.LeafOf((await log.EntryAsync(index, Stop)).Span);
            Assert.True(MerkleTree.Includes(log.Checkpoint.RootHash, log.Checkpoint.Size, index, leaf, await log.PathAsync(index, Stop)));
        }

        foreach (var (name, note) in _store.Objects.Where(static one => one.Key.StartsWith("checkpoints/", StringComparison.Ordinal)))
        {
            var earlier = Checkpoint.Verify(note.AsMemory(), _signer.KeyOf(Origin));
            Assert.EndsWith(earlier.Size.ToString("D20", CultureInfo.InvariantCulture), name, StringComparison.Ordinal);
            await log.EnsureContinuesAsync(earlier, Stop);
        }
    }
}
