using System.Diagnostics.CodeAnalysis;
using Fw24.Console.Driving;
using Fw24.Local;
using Fw24.Local.Faults;
using Microsoft.AspNetCore.Components;

namespace Fw24.Console.Pages;

/// <summary>Writes items and drives the cloud.</summary>
public sealed partial class DrivePage
{
    private static readonly string[] s_units = ["seconds", "minutes", "hours", "days"];
    private static readonly string[] s_faults = [.. ItemDesk.Faults.Keys];
    private static readonly string[] s_poisons = ["no key", "a wrong type", "broken JSON", "10,000 levels"];

    private IReadOnlyList<ItemForm> _forms = [];
    private ItemForm _form = null!;
    private string[] _entities = [];
    private string[] _functions = [];
    private string[] _tables = [];
    private string _actor = "";
    private string _function = "";
    private string _kind = s_faults[0];
    private string _table = "";
    private string _poison = s_poisons[0];
    private int _amount = 1;
    private string _unit = s_units[1];
    private string? _fault;
    private string? _done;
    private bool _isBusy;

    [Inject]
    private LocalCloud Cloud { get; set; } = null!;

    [Inject]
    private CloudDriver Driver { get; set; } = null!;

    [Inject]
    private ItemDesk Desk { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _forms = Desk.Forms();
        _form = _forms[0];
        _entities = [.. _forms.Select(static form => form.Entity.Name)];
        _functions = [.. Cloud.Topology.Functions.Select(static function => function.Name).Order(StringComparer.Ordinal)];
        _tables = [.. Cloud.Topology.StreamMappings.Select(static mapping => mapping.Table).Where(Cloud.Tables.ContainsKey)];
        (_function, _table) = (_functions[0], _tables.Length == 0 ? "" : _tables[0]);
    }

    private void Choose(string entity) => _form = _forms.Single(form => form.Entity.Name == entity);

    private Task LoadAsync()
        => RunAsync(async () => await Desk.LoadAsync(_form) ? "The form shows the stored item." : "No item of this key is stored.");

    private Task PutAsync() => RunAsync(async () =>
    {
        await Desk.PutAsync(_form, _actor.Trim());
        return $"{_form.Entity.Name} was written. What follows happens when the cloud runs.";
    });

    private Task DeleteAsync() => RunAsync(async () =>
    {
        await Desk.DeleteAsync(_form, _actor.Trim());
        return $"{_form.Entity.Name} was deleted. What follows happens when the cloud runs.";
    });

    private Task AdvanceAsync() => RunAsync(async () =>
    {
        var time = _unit switch
        {
            "seconds" => TimeSpan.FromSeconds(_amount),
            "minutes" => TimeSpan.FromMinutes(_amount),
            "hours" => TimeSpan.FromHours(_amount),
            _ => TimeSpan.FromDays(_amount),
        };
        await Driver.AdvanceAsync(time);
        return $"The clock was advanced by {_amount} {_unit}.";
    });

    private Task PoisonAsync() => RunAsync(async () =>
    {
        await Desk.PoisonAsync(_table, (PoisonKind)Array.IndexOf(s_poisons, _poison));
        return $"The stream of {_table} has a record with {_poison}.";
    });

    private Task StrikeAsync() => RunAsync(async () =>
    {
        await Desk.StrikeAsync(_function, _kind);
        return $"The next time, {_function} {_kind}.";
    });

    [SuppressMessage("Design", "CA1031",
        Justification = "What the operator's input makes impossible is shown on the page, whatever it is.")]
    private async Task RunAsync(Func<Task<string>> run)
    {
        (_isBusy, _fault, _done) = (true, null, null);
        try
        {
            _done = await run();
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
}
