namespace Orders.Local.Wires;

/// <summary>An event source mapping that polls its source until it is stopped.</summary>
internal abstract class EventSource : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private int _progress;

    /// <summary>The number of records or messages taken so far, again if they were taken again.</summary>
    public int Progress => Volatile.Read(ref _progress);

    /// <summary>Starts polling.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Throws what stopped the polling before its time.</summary>
    public void ThrowIfBroken()
    {
        if (_running.IsFaulted)
        {
            _running.GetAwaiter().GetResult();
        }
    }

    /// <summary>Indicates whether the source has nothing more for the function, by a look that begins now.</summary>
    public abstract Task<bool> IsDrainedAsync(CancellationToken cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    /// <summary>Polls until it is cancelled.</summary>
    protected abstract Task PollAsync(CancellationToken cancellationToken);

    /// <summary>Counts records or messages as taken.</summary>
    protected void Took(int count) => Interlocked.Add(ref _progress, count);

    private async Task RunAsync()
    {
        try
        {
            await PollAsync(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }
}
