using System.Globalization;
using Fw24.Local.Scheduling;
using Fw24.Local.Tests.Harness;
using Fw24.Local.Tests.Shop;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fw24.Local.Tests.Functions;

/// <summary>Slow handlers: no message reaches the dead-letter queue without having been seen by a handler.</summary>
public sealed class SlowHandlerTests
{
    private readonly Seen _seen = new();
    private readonly HashSet<string> _tried = [];

    [Theory]
    [InlineData(true, 7, 60)]
    [InlineData(false, 7, 60)]
    [InlineData(true, 12, 60)]
    [InlineData(false, 12, 60)]
    [InlineData(true, 29, 30)]
    [InlineData(false, 29, 30)]
    [InlineData(true, 7, 5)]
    [InlineData(true, 12, 3)]
    public async Task W12_a_slow_handler_sees_every_message(bool fifo, int seconds, int items)
    {
        await using var cloud = Create(fifo, new ChangeQueueAttribute { MaxReceiveCount = 3 }, seconds);
        Put(cloud, 60, items);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(60, _tried.Count);
        Assert.True(cloud.Report().DeadLettered == 0, string.Join('\n', cloud.Queues[fifo ? "Mailer-dlq.fifo" : "Mailer-dlq"].Messages));
        Assert.Equal(60, _seen.Changes.Count);
        Assert.Equal(0, cloud.Report().Redelivered);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task W12_what_always_fails_takes_nothing_of_its_item_along(bool fifo)
    {
        await using var cloud = Create(fifo, new ChangeQueueAttribute { MaxReceiveCount = 3 }, seconds: 1, fails: static (order, status) => order == "o-0" && status == "S0");
        Put(cloud, 12, 2);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        var dead = Assert.Single(cloud.Queues[fifo ? "Mailer-dlq.fifo" : "Mailer-dlq"].Messages);
        Assert.Contains("S0", dead.Text, StringComparison.Ordinal);
        Assert.Equal(11, _seen.Changes.Count);
    }

    [Fact]
    public async Task W12_a_batch_that_fits_its_expected_time_is_done()
    {
        await using var cloud = Create(fifo: false, new ChangeQueueAttribute { MaxReceiveCount = 3, BatchSize = 4, ExpectedSeconds = 7 }, seconds: 7);
        Put(cloud, 60, 60);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal((60, 0L), (_seen.Changes.Count, cloud.Report().Redelivered));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task W12_side_by_side_a_batch_of_ten_is_done_in_the_time_of_one(bool fifo)
    {
        await using var cloud = Create(fifo, new ChangeQueueAttribute { MaxReceiveCount = 3, BatchSize = 10, Parallelism = 10 }, seconds: 25);
        Put(cloud, 60, 60);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal((60, 0L), (_seen.Changes.Count, cloud.Report().Redelivered));
    }

    [Fact]
    public async Task W12_a_batch_that_is_too_large_says_so_and_what_would_help()
    {
        var log = new LogLines();
        await using var cloud = Create(fifo: true, new ChangeQueueAttribute { BatchSize = 10 }, seconds: 7, configure: services => services.AddLogging(logging => logging.AddProvider(log)));
        Put(cloud, 10, 10);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Contains(log.Lines, static line => line.StartsWith("Mailer ", StringComparison.Ordinal)
            && line.EndsWith(
                "the time ran out before 5 of 10 messages reached the handler. They are redelivered, which counts as a receive of each: set BatchSize of [ChangeQueue] to 5 or less, or increase its Parallelism, or TimeoutSeconds of [Fw24App]",
                StringComparison.Ordinal));
        Assert.Contains(cloud.Failures, static failure => failure.Reason == "the invocation's time ran out before it was tried");
    }

    [Fact]
    public async Task W12_items_keep_their_order_however_their_changes_interleave()
    {
        for (var seed = 1UL; seed <= 25; seed++)
        {
            _seen.Changes.Clear();
            var random = SeededRandom.For(seed, "work");
            var (running, overlaps, most) = (new Dictionary<string, int>(), 0, 0);
            _seen.Do = async (change, _, time, token) =>
            {
                var order = Seen.Key(change);
                lock (running)
                {
                    running[order] = running.GetValueOrDefault(order) + 1;
                    overlaps += running[order] - 1;
                    most = Math.Max(most, running.Values.Sum());
                }

                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(900)), time, token).ConfigureAwait(false);
                lock (running)
                {
                    running[order]--;
                }

                if (random.Next(10) == 0)
                {
                    throw new IOException("no luck");
                }
            };
            await using var cloud = LocalCloud.Create(
                ShopApp.Model(stream: new StreamEnabledAttribute { Fifo = true, BatchSize = 100 }, queue: new ChangeQueueAttribute { BatchSize = 10, Parallelism = 3, MaxReceiveCount = 50 }),
                options =>
                {
                    options.Seed = seed;
                    options.Services = services => services.AddSingleton(_seen);
                });
            Put(cloud, 40, 5);
            await cloud.RunUntilIdleAsync(Cloud.Cancelled);

            var story = $"seed {seed}: {_seen.Changes.Count} handled, at most {most} at a time\n{string.Join('\n', cloud.Failures)}";
            Assert.True(_seen.Changes.Count == 40 && overlaps == 0 && most > 1, story);
            for (var item = 0; item < 5; item++)
            {
                var statuses = _seen.StatusesOf($"o-{item}");
                Assert.True(statuses.SequenceEqual(statuses.OrderBy(static status => int.Parse(status.AsSpan(1), CultureInfo.InvariantCulture))), $"{string.Join(' ', statuses)}\n{story}");
            }
        }
    }

    // Puts the given number of changes, over the items in turn.
    private static void Put(LocalCloud cloud, int puts, int items)
    {
        for (var put = 0; put < puts; put++)
        {
            cloud.Tables["orders"].Put(ShopApp.Item(new Order(string.Create(CultureInfo.InvariantCulture, $"o-{put % items}"), $"S{put / items}", put)));
        }
    }

    private LocalCloud Create(
        bool fifo, ChangeQueueAttribute queue, int seconds, Func<string, string, bool>? fails = null, Action<IServiceCollection>? configure = null)
    {
        _seen.Do = async (change, _, time, token) =>
        {
            _tried.Add(change.EventId);
            await Task.Delay(TimeSpan.FromSeconds(seconds), time, token).ConfigureAwait(false);
            if (fails is not null && change is OrderChange.Inserted { New: var order } && fails(order.OrderId, order.Status))
            {
                throw new IOException("no luck");
            }
        };
        return LocalCloud.Create(ShopApp.Model(stream: new StreamEnabledAttribute { Fifo = fifo, BatchSize = 100 }, queue: queue), options => options.Services = services =>
        {
            services.AddSingleton(_seen);
            configure?.Invoke(services);
        });
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Lines)
            {
                Lines.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
