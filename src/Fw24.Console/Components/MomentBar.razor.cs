using Fw24.Console.Driving;
using Fw24.Console.Travel;
using Microsoft.AspNetCore.Components;

namespace Fw24.Console.Components;

/// <summary>The moment of a scenario that is shown, and the way to others.</summary>
public sealed partial class MomentBar
{
    private long? _event;
    private bool _isBusy;

    /// <inheritdoc/>
    protected override bool IsAlwaysStale => true;

    [Inject]
    private CloudDriver Driver { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private ScriptRun Script => Driver.Script!;

    private TimeTravel Travel => Script.Travel;

    private string Moment => Travel.Total switch
    {
        { } total when Script.Moment > total
            => $"event {Show.Count(Script.Moment)}, {Show.Count(Script.Moment - total)} after the script",
        { } total => $"event {Show.Count(Script.Moment)} of {Show.Count(total)}",
        _ => $"event {Show.Count(Script.Moment)}",
    };

    private string DestinationName
        => Travel.Destination is { } moment and < long.MaxValue ? $"event {Show.Count(moment)}" : "the end";

    /// <inheritdoc/>
    protected override Task OnInitializedAsync()
    {
        Script.Left += OnLeft;
        return base.OnInitializedAsync();
    }

    /// <inheritdoc/>
    protected override Task RefreshAsync()
    {
        _isBusy = Driver.IsBusy || Travel.Destination is not null;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool isDisposing)
    {
        Script.Left -= OnLeft;
        base.Dispose(isDisposing);
    }

    // The same address, of which the next run has another page.
    private void OnLeft() => _ = InvokeAsync(() => Navigation.Refresh(forceReload: true));

    private void Back() => GoTo(Script.Moment - 1);

    private void Go()
    {
        if (_event is { } chosen)
        {
            GoTo(chosen);
        }
    }

    private void GoTo(long moment)
    {
        Travel.GoTo(moment);
        _isBusy = true;
    }
}
