using Fw24.Console.Feed;
using Fw24.Console.Sources;

namespace Fw24.Console.Driving;

/// <summary>The rhythm in which pages look for news, and the rates of the last seconds.</summary>
internal sealed class ConsolePulse : IConsoleNews, IAsyncDisposable
{
    private const int Samples = 10;

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(400);

    private readonly CloudFeed _feed;
    private readonly PeriodicTimer _timer = new(s_interval);
    private readonly Queue<Dictionary<(string From, string To), long>> _samples = new();
    private readonly Task _run;

    public ConsolePulse(CloudFeed feed)
    {
        _feed = feed;
        _run = RunAsync();
    }

    /// <inheritdoc/>
    public event Action? Ticked;

    /// <inheritdoc/>
    public long Version => _feed.ReadVersion();

    /// <summary>Returns how much has passed in the last seconds, per second of this machine's time.</summary>
    public double RateOf(string from, string to)
    {
        lock (_samples)
        {
            if (_samples.Count < 2)
            {
                return 0;
            }

            var passed = _samples.Last().GetValueOrDefault((from, to)) - _samples.Peek().GetValueOrDefault((from, to));
            return passed / ((_samples.Count - 1) * s_interval.TotalSeconds);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _run.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        while (await _timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            Dictionary<(string From, string To), long> sample;
            lock (_feed.Gate)
            {
                sample = _feed.Flows.Snapshot();
            }

            lock (_samples)
            {
                _samples.Enqueue(sample);
                if (_samples.Count > Samples)
                {
                    _samples.Dequeue();
                }
            }

            Ticked?.Invoke();
        }
    }
}
