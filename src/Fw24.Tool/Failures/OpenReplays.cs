using Fw24.Replay;

namespace Fw24.Tool.Failures;

/// <summary>Opens an app for replays when the first one is asked for: its program runs as far as it registers services.</summary>
/// <param name="openAsync">Opens the app.</param>
internal sealed class OpenReplays(Func<CancellationToken, Task<OpenReplay>> openAsync) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private OpenReplay? _open;

    /// <summary>Prepares a replay.</summary>
    /// <param name="handlesAgain">Indicates whether changes are handled again that are recorded as handled.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<Replayer> OpenAsync(bool handlesAgain, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _open ??= await openAsync(cancellationToken).ConfigureAwait(false);
            return _open.Replayer(handlesAgain);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _turn.Dispose();
        if (_open is not null)
        {
            await _open.DisposeAsync().ConfigureAwait(false);
        }
    }
}
