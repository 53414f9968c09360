using Fw24.Console.Driving;
using Microsoft.AspNetCore.Components;

namespace Fw24.Console.Components;

/// <summary>The clock of an embedded cloud, and what runs it.</summary>
public sealed partial class CloudBar
{
    private bool _isIdle;
    private bool _isBusy;

    /// <inheritdoc/>
    protected override bool IsAlwaysStale => true;

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
