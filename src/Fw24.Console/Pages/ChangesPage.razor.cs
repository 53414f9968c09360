using Fw24.Console.Feed;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace Fw24.Console.Pages;

/// <summary>The tail of changes, live.</summary>
public sealed partial class ChangesPage
{
    private static readonly string[] s_operations = ["insert", "modify", "remove"];

    private Virtualize<ChangeRow>? _rows;
    private ChangeFilter _filter = new();
    private string[] _tables = [];
    private string[] _entities = [];
    private string[] _functions = [];
    private int _total;
    private int _kept;

    /// <summary>The table whose changes are shown; <see langword="null"/> for all.</summary>
    [SupplyParameterFromQuery]
    public string? Table { get; set; }

    /// <summary>The function whose changes are shown; <see langword="null"/> for all.</summary>
    [SupplyParameterFromQuery]
    public string? Function { get; set; }

    /// <summary>Indicates whether only changes that failed are shown.</summary>
    [SupplyParameterFromQuery]
    public bool Failed { get; set; }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync()
    {
        _tables = [.. Cloud.Topology.StreamMappings.Select(static mapping => mapping.Table)];
        _entities = [.. Cloud.App.Tables.Where(static table => table.Stream is not null).SelectMany(static table
            => table.Entities).Select(static entity => entity.Name).Distinct()];
        _functions = [.. Cloud.Topology.QueueMappings.Select(static mapping => mapping.Function).Order(StringComparer.Ordinal)];
        _filter = new ChangeFilter { Table = Table ?? "", Function = Function ?? "", FailedOnly = Failed };
        return base.OnInitializedAsync();
    }

    /// <inheritdoc/>
    protected override Task RefreshAsync() => _filter.UpTo is null ? ReadAsync() : Task.CompletedTask;

    private static string ClassOf(ChangeState state) => state switch
    {
        ChangeState.Done => "ok",
        ChangeState.Failed => "bad",
        ChangeState.Retrying => "warn",
        _ => "info",
    };

    private async Task ReadAsync()
    {
        lock (Feed.Gate)
        {
            (_kept, _total) = (Feed.Changes.Count, Feed.Changes.Newest().Count(_filter.Selects));
        }

        if (_rows is not null)
        {
            await _rows.RefreshDataAsync();
        }
    }

    private ValueTask<ItemsProviderResult<ChangeRow>> ProvideAsync(ItemsProviderRequest request)
    {
        lock (Feed.Gate)
        {
            var (total, rows) = (0, new List<ChangeRow>(request.Count));
            foreach (var trace in Feed.Changes.Newest())
            {
                if (!_filter.Selects(trace))
                {
                    continue;
                }

                if (total >= request.StartIndex && rows.Count < request.Count)
                {
                    rows.Add(ChangeRow.Of(trace));
                }

                total++;
            }

            return ValueTask.FromResult(new ItemsProviderResult<ChangeRow>(rows, total));
        }
    }

    private Task ApplyAsync(ChangeFilter filter)
    {
        _filter = filter;
        return ReadAsync();
    }

    private Task OnKeyAsync(ChangeEventArgs change) => ApplyAsync(_filter with { Key = (string?)change.Value ?? "" });

    private Task OnFailedOnlyAsync(ChangeEventArgs change) => ApplyAsync(_filter with { FailedOnly = change.Value is true });

    private Task PauseAsync()
    {
        lock (Feed.Gate)
        {
            _filter = _filter with { UpTo = _filter.UpTo is null ? Feed.Changes.Latest : null };
        }

        return ReadAsync();
    }
}
