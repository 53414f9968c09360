using Fw24.Local;
using Fw24.Local.Faults;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Console.Driving;

/// <summary>Writes items, poison and faults: between runs of the cloud, as the driver permits.</summary>
internal sealed class ItemDesk(LocalCloud cloud, CloudDriver driver)
{
    /// <summary>The faults that can be asked for, with what people call them.</summary>
    public static IReadOnlyDictionary<string, (FaultBoundary Boundary, FaultKind Kind)> Faults { get; }
        = new Dictionary<string, (FaultBoundary, FaultKind)>
    {
        ["is throttled"] = (FaultBoundary.Invoke, FaultKind.Throttle),
        ["crashes before it runs"] = (FaultBoundary.Invoke, FaultKind.CrashBefore),
        ["crashes after its work, before it answers"] = (FaultBoundary.Answer, FaultKind.CrashAfter),
        ["cannot run for six minutes"] = (FaultBoundary.Invoke, FaultKind.Outage),
        ["fails in its handler"] = (FaultBoundary.Handle, FaultKind.FailBefore),
        ["fails when it publishes"] = (FaultBoundary.Publish, FaultKind.FailBefore),
        ["publishes, but sees an error"] = (FaultBoundary.Publish, FaultKind.FailAfter),
        ["is refused a write to a table"] = (FaultBoundary.Store, FaultKind.Throttle),
    };

    private readonly string? _stage = cloud.Topology.Names[0].Stage;

    /// <summary>Creates the forms of all entities.</summary>
    public IReadOnlyList<ItemForm> Forms()
        => [.. cloud.App.Tables.OrderBy(static table => table.Stream is null)
            .SelectMany(static table => table.Entities.Select(entity => new ItemForm(entity, table)))];

    /// <summary>Fills a form with the stored item of its key.</summary>
    /// <returns><see langword="true"/> if there is one.</returns>
    public Task<bool> LoadAsync(ItemForm form) => driver.CallAsync(async token =>
    {
        var item = await cloud.Store.GetAsync(NameOf(form.Table), form.BuildKey(), new ItemReadOptions(), token).ConfigureAwait(false);
        if (!item.IsAbsent)
        {
            form.Load(item);
        }

        return !item.IsAbsent;
    });

    /// <summary>Puts the item of a form on behalf of an actor, which may be empty.</summary>
    public Task PutAsync(ItemForm form, string actor) => WriteAsync(form.Entity, form.Build(), actor, isDelete: false);

    /// <summary>Deletes the item of a form's key on behalf of an actor, which may be empty.</summary>
    public Task DeleteAsync(ItemForm form, string actor) => WriteAsync(form.Entity, form.BuildKey(), actor, isDelete: true);

    /// <summary>Puts a record that cannot be processed into a table's stream.</summary>
    public Task PoisonAsync(string table, PoisonKind kind) => driver.CallAsync(_ =>
    {
        cloud.Poison(table, kind);
        return Task.FromResult(true);
    });

    /// <summary>Has a fault strike a function the next time that it comes to it.</summary>
    public Task StrikeAsync(string function, string fault) => driver.CallAsync(_ =>
    {
        var (boundary, kind) = Faults[fault];
        lock (cloud.Parts.Loop.Gate)
        {
            cloud.Parts.Faults.StrikeNext(boundary, function, kind);
        }

        return Task.FromResult(true);
    });

    private Task<bool> WriteAsync(EntityModel entity, ItemImage image, string actor, bool isDelete) => driver.CallAsync(async token =>
    {
        var writing = new ItemWriting(cloud, _stage, image, actor, isDelete, token);
        entity.Accept(writing);
        await writing.Result.ConfigureAwait(false);
        return true;
    });

    private string NameOf(TableModel table) => cloud.Topology.Names[0].Of(table.Name);
}
