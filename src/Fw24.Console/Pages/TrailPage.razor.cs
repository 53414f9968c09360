using System.Diagnostics.CodeAnalysis;
using System.Text;
using Fw24.Audit;
using Fw24.Console.Feed;
using Fw24.Console.Trails;
using Microsoft.AspNetCore.Components;

namespace Fw24.Console.Pages;

/// <summary>The history of items, and what somebody did.</summary>
public sealed partial class TrailPage
{
    private string[] _entities = [];
    private string _entity = "";
    private string[] _key = [];
    private string _actor = "";
    private string _table = "";
    private DateTime? _from;
    private DateTime? _to;
    private string? _fault;
    private string? _done;
    private bool _isBusy;
    private ItemTrailView? _trail;
    private RestorePreview? _preview;
    private IReadOnlyList<AuditEntry>? _found;

    /// <summary>The entity of the item to show.</summary>
    [SupplyParameterFromQuery]
    public string? Entity { get; set; }

    /// <summary>The key of the item to show, as DynamoDB JSON.</summary>
    [SupplyParameterFromQuery]
    public string? Key { get; set; }

    [Inject]
    private TrailDesk Desk { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _entities = [.. Desk.Entities.Select(static entity => entity.Name)];
        if (_entities is [var first, ..])
        {
            ChooseEntity(first);
        }
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (Entity is { } entity && Key is { } key && _entities.Contains(entity))
        {
            ChooseEntity(entity);
            await RunAsync(async () =>
            {
                _key = [.. Desk.TextsOf(entity, Encoding.UTF8.GetBytes(key))];
                await ShowAsync();
            });
        }
    }

    private void ChooseEntity(string entity) => (_entity, _key) = (entity, [.. Desk.KeyOf(entity).Select(static _ => "")]);

    // The address names the item, so that it can be kept and gone back to.
    private async Task ReadAsync()
    {
        var address = Navigation.ToAbsoluteUri(ItemJson.TrailLink(_entity, Desk.KeyFrom(_entity, _key).Json)).AbsoluteUri;
        if (address == Navigation.Uri)
        {
            await RunAsync(ShowAsync);
            return;
        }

        Navigation.NavigateTo(address);
    }

    private async Task ShowAsync() => _trail = await Desk.ReadAsync(_entity, Desk.KeyFrom(_entity, _key));

    private Task SearchAsync() => RunAsync(async () => _found = await Desk.SearchAsync(new TrailSearch
    {
        Table = _table,
        Actor = _actor.Trim(),
        From = TimeOf(_from),
        To = TimeOf(_to),
    }));

    private async Task PlanAsync(ItemTrailView trail, AuditEntry entry)
    {
        await RunAsync(async () => _preview = await Desk.PlanAsync(trail.Entity, trail.Key, entry.Time));
        _trail = trail;
    }

    private Task ApplyAsync(RestoreRequest request) => RunAsync(async () =>
    {
        await Desk.ApplyAsync(request.Preview, request.Actor.Trim(), request.Reason.Trim());
        await ShowAsync();
        _done = "The item was restored. Its record is in the trail when the change has been processed.";
    });

    [SuppressMessage("Design", "CA1031",
        Justification = "What a store or the operator's text makes impossible is shown on the page, whatever it is.")]
    private async Task RunAsync(Func<Task> run)
    {
        (_isBusy, _fault, _done, _trail, _found, _preview) = (true, null, null, null, null, null);
        try
        {
            await run();
        }
        catch (Exception exception)
        {
            _fault = exception.Message;
        }
        finally
        {
            _isBusy = false;
        }
    }

    private static DateTimeOffset? TimeOf(DateTime? utc) => utc is { } time ? new DateTimeOffset(time, TimeSpan.Zero) : null;

    private string? LinkOf(AuditEntry entry) => _entities.Contains(entry.Entity)
        ? ItemJson.TrailLink(entry.Entity, entry.Key.Json)
        : null;
}
