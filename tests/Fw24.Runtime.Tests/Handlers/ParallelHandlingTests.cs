using Fw24.Runtime.Tests.Harness.Flow;


namespace Fw24.Runtime.Tests.Handlers;

/// <summary>Messages of different items are handled in parallel, those of one item in order.</summary>
public sealed class ParallelHandlingTests
{
    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    [InlineData(true, 4)]
    [InlineData(true, 100)]
    [InlineData(false, 2)]
    [InlineData(false, 4)]
    public async Task W12_whatever_is_done_first_an_items_changes_keep_their_order(bool fifo, int parallelism)
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var random = new Random(seed);
            var run = new Interleaving(new TestQueue(new ChangeQueueAttribute { Parallelism = parallelism }), random);
            var items = Enumerable.Range(0, 24).Select(_ => random.Next(6)).ToList();
            var failing = Enumerable.Range(0, 24).Where(_ => random.Next(6) == 0).ToHashSet();

            var failed = await run.InvokeAsync(items, failing, fifo);

            var story = $"seed {seed}: {string.Join(' ', run.Began)}; failed {string.Join(' ', failed)}";
            Assert.True(run.Overlaps == 0 && run.Most <= parallelism, story);
            Assert.True(parallelism == 1 || run.Most > 1, story);
            Assert.True(run.Began.GroupBy(index => items[index]).All(static item => item.SequenceEqual(item.Order())), story);

            // FIFO: later messages of an item whose change failed return unhandled.
            var expected = items.Select(static (item, index) => (item, index))
                .Where(change => fifo ? failing.Any(first => first <= change.index && items[first] == change.item) : failing.Contains(change.index))
                .Select(static change => $"m-{change.index}");
            Assert.True(expected.ToHashSet().SetEquals(failed), story);
            Assert.True(run.Began.Count == run.Began.Distinct().Count(), story);
        }
    }

    [Fact]
    public async Task W12_each_message_side_by_side_has_a_handler_of_its_own_and_one_outcome()
    {
        var queue = new TestQueue(new ChangeQueueAttribute { Parallelism = 3 });
        var outcomes = new List<RecordOutcome>();
        queue.OnOutcome = outcomes.Add;
        queue.Notes.OnChange = static async (_, _) => await Task.Yield();

        Assert.Empty(await queue.InvokeAsync(Enumerable.Range(1, 9).Select(i => queue.Message(TestQueue.Change($"{i}"), $"g{i % 4}"))));

        Assert.Equal(9, outcomes.Count(static outcome => outcome.Result is RecordResult.Handled));
        Assert.Equal(9, outcomes.DistinctBy(static outcome => outcome.Id).Count());
        Assert.Contains("9 messages, 9 handled, 0 skipped, 0 parked, 0 failed", Assert.Single(queue.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task W12_when_time_is_up_nothing_more_is_started_in_parallel()
    {
        var queue = new TestQueue(new ChangeQueueAttribute { Parallelism = 2 });
        queue.Deadline = queue.Time.GetUtcNow() + TimeSpan.FromSeconds(3);
        queue.Notes.OnChange = (_, _) =>
        {
            queue.Time.Advance(TimeSpan.FromSeconds(1));
            return Task.CompletedTask;
        };

        var failed = await queue.InvokeAsync(Enumerable.Range(1, 6).Select(i => queue.Message(TestQueue.Change($"{i}"), $"g{i}")));

        Assert.Equal(["1", "2", "3"], queue.Notes.EventIds.Order());
        Assert.Equal(["m-4", "m-5", "m-6"], failed.Order());
    }

    [Fact]
    public async Task W12_poison_is_parked_beside_the_others()
    {
        var queue = new TestQueue(new ChangeQueueAttribute { Parallelism = 4 });

        Assert.Empty(await queue.InvokeAsync(TestQueue.Message("m-1", "no JSON"), queue.Message(TestQueue.Change("2")), TestQueue.Message("m-3", "no JSON")));

        Assert.Equal(["2"], queue.Notes.EventIds);
        Assert.Equal(2, queue.Parking.Records.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task W12_what_was_received_most_often_comes_first(int parallelism)
    {
        var queue = new TestQueue(new ChangeQueueAttribute { Parallelism = parallelism });

        Assert.Empty(await queue.InvokeAsync(
            queue.Message(Item("1"), receives: 1), queue.Message(Item("2"), receives: 4), queue.Message(Item("3"), receives: 2), queue.Message(Item("4"), receives: 4)));

        Assert.Equal(["2", "4", "3", "1"], queue.Notes.EventIds);

        static TestRecord Item(string id) => TestQueue.Change(id, key: id);
    }

    [Fact]
    public async Task W12_a_message_group_moves_as_a_whole()
    {
        var queue = new TestQueue();

        Assert.Empty(await queue.InvokeAsync(
            queue.Message(TestQueue.Change("a1"), "A", 1), queue.Message(TestQueue.Change("b1"), "B", 3), queue.Message(TestQueue.Change("b2"), "B", 1), queue.Message(TestQueue.Change("a2"), "A", 1)));

        Assert.Equal(["b1", "b2", "a1", "a2"], queue.Notes.EventIds);
    }

    [Fact]
    public async Task W12_what_had_no_turn_is_told_with_what_would_help()
    {
        var queue = new TestQueue(new ChangeQueueAttribute { BatchSize = 10 });
        queue.Deadline = queue.Time.GetUtcNow() + TimeSpan.FromSeconds(3);
        queue.Notes.OnChange = (_, _) =>
        {
            queue.Time.Advance(TimeSpan.FromSeconds(2));
            return Task.CompletedTask;
        };

        await queue.InvokeAsync(Enumerable.Range(1, 5).Select(i => queue.Message(TestQueue.Change($"{i}"))));

        Assert.Contains(queue.Log.Lines, static line => line.StartsWith("Warning: OrderHandler req-1: the time ran out before 3 of 5 messages reached the handler.", StringComparison.Ordinal)
            && line.Contains("set BatchSize of [ChangeQueue] to 2 or less", StringComparison.Ordinal));
    }

    /// <summary>Completes the changes in progress one by one, in random order.</summary>
    private sealed class Interleaving
    {
        private readonly TestQueue _queue;
        private readonly Random _random;
        private readonly List<(int Index, TaskCompletionSource Done)> _running = [];

        public Interleaving(TestQueue queue, Random random) => (_queue, _random) = (queue, random);

        public List<int> Began { get; } = [];

        public int Overlaps { get; private set; }

        public int Most { get; private set; }

        public async Task<string[]> InvokeAsync(List<int> items, HashSet<int> failing, bool fifo)
        {
            _queue.Notes.OnChange = async (change, _) =>
            {
                // Continuations run where they are released, so that runs are reproducible.
                var (index, done) = (int.Parse(change.EventId, System.Globalization.CultureInfo.InvariantCulture), new TaskCompletionSource());
                Began.Add(index);
                Overlaps += _running.Count(other => items[other.Index] == items[index]);
                _running.Add((index, done));
                Most = Math.Max(Most, _running.Count);
                await done.Task;
                if (failing.Contains(index))
                {
                    throw new IOException();
                }
            };
            var invocation = _queue.InvokeAsync(items.Select((item, index) => _queue.Message(
                TestQueue.Change($"{index}", key: $"{item}"), fifo ? $"g{item}" : null)));
            while (!invocation.IsCompleted)
            {
                var next = _random.Next(_running.Count);
                var done = _running[next].Done;
                _running.RemoveAt(next);
                done.SetResult();
            }

            return await invocation;
        }
    }
}
