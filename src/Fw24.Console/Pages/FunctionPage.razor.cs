using Fw24.Console.Feed;
using Fw24.Local.Functions;
using Microsoft.AspNetCore.Components;

namespace Fw24.Console.Pages;

/// <summary>One function and its latest invocations, live.</summary>
public sealed partial class FunctionPage
{
    private FunctionRow? _row;
    private IReadOnlyList<InvocationView> _invocations = [];
    private long? _chosen;

    /// <summary>The function's name.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => RefreshAsync();

    /// <inheritdoc/>
    protected override Task RefreshAsync()
    {
        lock (Feed.Gate)
        {
            var activity = Feed.Functions.GetValueOrDefault(Name);
            _row = activity is null ? null : FunctionRow.Of(Name, activity, Feed);
            _invocations = [.. (activity?.Latest ?? []).Select(entry => InvocationView.Of(entry, Feed))];
        }

        _chosen ??= _invocations is [var latest, ..] ? latest.Number : null;
        return Task.CompletedTask;
    }

    private static string EndOf(InvocationView invocation) => invocation switch
    {
        { End: null } => "runs",
        { End: InvocationEnd.Answered, Failed: > 0 } => $"{invocation.Failed} not handled",
        { End: InvocationEnd.Answered } => "answered",
        { End: InvocationEnd.TimedOut } => "timed out",
        var other => other.End!.Value.ToString().ToLowerInvariant(),
    };

    private static string ClassOf(InvocationView invocation) => invocation switch
    {
        { End: null } => "info",
        { End: InvocationEnd.Answered, Failed: 0 } => "ok",
        { End: InvocationEnd.Answered or InvocationEnd.Throttled } => "warn",
        _ => "bad",
    };
}
