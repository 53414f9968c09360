using Fw24.Console.Components;
using Fw24.Console.Driving;
using Fw24.Console.Feed;
using Microsoft.AspNetCore.Components;

namespace Fw24.Console.Pages;

/// <summary>One change, from its write to what became of it.</summary>
public sealed partial class ChangePage
{
    private ChangeView? _change;
    private bool _isAhead;

    /// <summary>The change's number.</summary>
    [Parameter]
    public long Number { get; set; }

    [Inject]
    private CloudDriver Driver { get; set; } = null!;

    private string WayAhead => Driver.Script!.Travel.EventOf(Number) is { } written
        ? $"Go to event {Show.Count(written)}, when it was written"
        : "Run to the end";

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => RefreshAsync();

    /// <inheritdoc/>
    protected override Task RefreshAsync()
    {
        _change = ChangeView.Take(Feed, Cloud.App, Number);

        // That a change will happen is known of a scenario only.
        lock (Feed.Gate)
        {
            _isAhead = Number > Feed.Changes.Latest && (Driver.IsScripted || Driver.Script?.Travel.EventOf(Number) is not null);
        }

        return Task.CompletedTask;
    }

    private void GoTo(long? moment) => Driver.Script!.Travel.GoTo(moment ?? long.MaxValue);

    private static string NameOf(ChangeStage stage) => stage switch
    {
        ChangeStage.Written => "written to",
        ChangeStage.Read => "read from the stream for",
        ChangeStage.Filtered => "excluded by the filter of",
        ChangeStage.Invoked => "passed to",
        ChangeStage.Published => "published to",
        ChangeStage.Duplicate => "recognized as a duplicate by",
        ChangeStage.NotDelivered => "not for",
        ChangeStage.Queued => "queued in",
        ChangeStage.Handled => "handled by",
        ChangeStage.Audited => "audited by",
        ChangeStage.Skipped => "ignored by",
        ChangeStage.Failed => "failed in",
        ChangeStage.RetryPlanned => "to be retried by",
        ChangeStage.Parked => "parked by",
        ChangeStage.DeadLettered => "moved to",
        _ => "given up by",
    };

    private static string ClassOf(ChangeStage stage) => stage switch
    {
        ChangeStage.Handled or ChangeStage.Audited or ChangeStage.Published => "ok",
        ChangeStage.Failed or ChangeStage.RetryPlanned => "warn",
        ChangeStage.Parked or ChangeStage.DeadLettered or ChangeStage.GivenUp => "bad",
        ChangeStage.NotDelivered or ChangeStage.Skipped or ChangeStage.Filtered or ChangeStage.Duplicate => "",
        _ => "info",
    };
}
