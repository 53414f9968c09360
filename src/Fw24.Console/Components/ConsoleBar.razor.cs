using Fw24.Console.Driving;
using Fw24.Local;
using Microsoft.AspNetCore.Components;

namespace Fw24.Console.Components;

/// <summary>The bar on top of all pages: the app, its cloud's clock, and what runs it.</summary>
public sealed partial class ConsoleBar
{
    private bool _isIdle;
    private bool _isBusy;

    /// <summary>Indicates whether the dark colors are shown.</summary>
    [Parameter]
    public bool IsDark { get; set; }

    /// <summary>Called to switch the colors.</summary>
    [Parameter]
    public EventCallback OnTheme { get; set; }

    /// <inheritdoc/>
    protected override bool IsAlwaysStale => true;

    [Inject]
    private LocalCloud Cloud { get; set; } = null!;

    [Inject]
    private CloudDriver Driver { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task RefreshAsync()
    {
        (_isIdle, _isBusy) = (Cloud.Parts.Loop.IsIdle, Driver.IsBusy);
        return Task.CompletedTask;
    }

    private void Toggle() => Driver.IsRunning = !Driver.IsRunning;
}
