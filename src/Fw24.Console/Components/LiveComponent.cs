using Fw24.Console.Driving;
using Fw24.Console.Feed;
using Microsoft.AspNetCore.Components;

namespace Fw24.Console.Components;

/// <summary>A component that is drawn again when the cloud has reported something.</summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private long _drawn = -1;
    private bool _isDisposed;

    [Inject]
    private protected CloudFeed Feed { get; set; } = null!;

    [Inject]
    private protected ConsolePulse Pulse { get; set; } = null!;

    /// <summary>Stops looking for news.</summary>
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Indicates whether the component changes although the cloud reports nothing, such as a rate that falls.</summary>
    protected virtual bool IsAlwaysStale => false;

    /// <inheritdoc/>
    protected override Task OnInitializedAsync()
    {
        Pulse.Ticked += OnTicked;
        return RefreshAsync();
    }

    /// <summary>Takes what is shown from the feed.</summary>
    /// <returns>A task that completes when it is taken.</returns>
    protected virtual Task RefreshAsync() => Task.CompletedTask;

    /// <summary>Stops looking for news.</summary>
    /// <param name="isDisposing">Indicates whether it is disposed of.</param>
    protected virtual void Dispose(bool isDisposing)
    {
        _isDisposed = true;
        Pulse.Ticked -= OnTicked;
    }

    private void OnTicked()
    {
        var version = Version();
        if (_isDisposed || (version == _drawn && !IsAlwaysStale))
        {
            return;
        }

        _drawn = version;
        _ = InvokeAsync(RefreshAndDrawAsync);
    }

    private async Task RefreshAndDrawAsync()
    {
        if (!_isDisposed)
        {
            await RefreshAsync();
            StateHasChanged();
        }
    }

    private long Version()
    {
        lock (Feed.Gate)
        {
            return Feed.Version;
        }
    }
}
