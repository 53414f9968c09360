using System.Text.Json;
using Fw24.Audit;
using Fw24.Console.Sources;
using Fw24.Model;
using Fw24.Operations.Restores;
using Fw24.Operations.Texts;

namespace Fw24.Console.Trails;

/// <summary>Reads audit trails and restores items.</summary>
internal sealed class TrailDesk(ConsoleApp app, Func<IAuditReader> audit, ITableSource tables, IConsoleCalls calls)
{
    /// <summary>The number of records shown of a search.</summary>
    public const int MaxEntries = 200;

    /// <summary>The audited entities.</summary>
    public IReadOnlyList<EntityModel> Entities { get; } =
        [.. app.Model.Tables.Where(static table => table.Audit is not null).SelectMany(static table => table.Entities)];

    /// <summary>The audited tables' names in the model.</summary>
    public IReadOnlyList<string> Tables { get; } =
        [.. app.Model.Tables.Where(static table => table.Audit is not null).Select(static table => table.Name)];

    /// <summary>The attributes of an entity's key.</summary>
    public IReadOnlyList<KeyAttribute> KeyOf(string entity)
    {
        var table = app.Model.TableOf(EntityOf(entity));
        return table.SortKey is { } sort ? [table.PartitionKey, sort] : [table.PartitionKey];
    }

    /// <summary>Reads an item's trail.</summary>
    public Task<ItemTrailView> ReadAsync(string entity, ItemImage key) => calls.CallAsync(async token =>
    {
        var trail = audit().Of(entity, key);
        var entries = await trail.Changes().Descending().Take(MaxEntries).ToListAsync(token).ConfigureAwait(false);
        return new ItemTrailView(entity, key, entries, await trail.ReportAsync(token).ConfigureAwait(false));
    });

    /// <summary>Searches records of many items.</summary>
    public Task<List<AuditEntry>> SearchAsync(TrailSearch search) => calls.CallAsync(token =>
    {
        var query = audit().Changes(search.Table.Length == 0 ? [] : [search.Table]).Descending();
        query = search.Actor.Length == 0 ? query : query.By(search.Actor);
        query = search.From is { } from ? query.From(from) : query;
        query = search.To is { } to ? query.To(to) : query;
        return query.Take(MaxEntries).ToListAsync(token);
    });

    /// <summary>Plans to bring an item back to what it was at the end of a second.</summary>
    public Task<RestorePreview> PlanAsync(string entity, ItemImage key, DateTimeOffset at) => calls.CallAsync(async token =>
    {
        var restoring = new ItemRestoring(audit(), tables, EntityOf(entity), key, at);
        var plan = await restoring.PlanAsync(token).ConfigureAwait(false);
        return new RestorePreview
        {
            At = at,
            Operation = plan.Operation,
            Changes = plan.Changes,
            Left = plan.Left,
            Refusal = plan.Refusal,
            ApplyAsync = (actor, reason, cancelled) => plan.ApplyAsync(TextOrNull(actor), TextOrNull(reason), cancelled),
        };
    });

    /// <summary>Writes what was planned, if the item is still as it was.</summary>
    public Task ApplyAsync(RestorePreview preview, string actor, string reason) => calls.CallAsync(async token =>
    {
        await preview.ApplyAsync(actor, reason, token).ConfigureAwait(false);
        return true;
    });

    /// <summary>Builds a key as DynamoDB JSON from the texts of its attributes.</summary>
    public ItemImage KeyFrom(string entity, IReadOnlyList<string> texts) => KeyImage.Of(KeyOf(entity), texts);

    /// <summary>Returns the texts of a key's attributes.</summary>
    public IReadOnlyList<string> TextsOf(string entity, ReadOnlyMemory<byte> key)
    {
        using var json = JsonDocument.Parse(key);
        return [.. KeyOf(entity).Select(attribute
            => json.RootElement.GetProperty(attribute.Name).GetProperty(KeyImage.TypeOf(attribute)).GetString() ?? "")];
    }

    private static string? TextOrNull(string text) => text.Length == 0 ? null : text;

    private EntityModel EntityOf(string name)
        => Entities.FirstOrDefault(entity => entity.Name == name)
            ?? throw new InvalidOperationException($"No audited table has an entity {name}.");
}
