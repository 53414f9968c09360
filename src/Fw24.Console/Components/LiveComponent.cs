using Fw24.Console.Sources;
using Microsoft.AspNetCore.Components;

namespace Fw24.Console.Components;

/// <summary>A component that is drawn again when there is something new.</summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private long _drawn = -1;
    private bool _isDisposed;

    [Inject]
    private protected IConsoleNews News { get; set; } = null!;

    /// <summary>Stops looking for news.</summary>
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Indicates whether the component changes although nothing is new, such as a rate that falls.</summary>
    protected virtual bool IsAlwaysStale => false;

    /// <inheritdoc/>
    protected override Task OnInitializedAsync()
    {
        News.Ticked += OnTicked;
        return RefreshAsync();
    }

    /// <summary>Takes what is shown.</summary>
    /// <returns>A task that completes when it is taken.</returns>
    protected virtual Task RefreshAsync() => Task.CompletedTask;

    /// <summary>Stops looking for news.</summary>
    /// <param name="isDisposing">Indicates whether it is disposed of.</param>
    protected virtual void Dispose(bool isDisposing)
    {
        _isDisposed = true;
        News.Ticked -= OnTicked;
    }

    private void OnTicked()
    {
        var version = News.Version;
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
}
