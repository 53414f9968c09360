using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Fw24;
using Fw24.Model;
using Orders.Local.Commands;

namespace Orders.Local.Story;

/// <summary>Records the life of an entity's items as commands.</summary>
internal sealed class EntityScript<T>
    where T : class
{
    private readonly TableModel _table;
    private readonly EntityModel<T> _entity;

    public EntityScript(AppModel app)
    {
        _table = app.Tables.Single(static table => table.Entities.OfType<EntityModel<T>>().Any());
        _entity = _table.Entities.OfType<EntityModel<T>>().Single();
    }

    /// <summary>Creates a command that inserts an item.</summary>
    public ShopCommand Create(DateTimeOffset at, string actor, T item) => Command(ShopAction.Create, at, actor) with { Item = Image(item, IsWritten) };

    /// <summary>Creates a command from the difference between two states of an item.</summary>
    public ShopCommand Update(DateTimeOffset at, string actor, T before, T after)
    {
        using var old = Parse(before);
        using var current = Parse(after);
        return Command(ShopAction.Update, at, actor) with
        {
            Key = Key(after),
            Set = Image(after, attribute => IsWritten(attribute) && !IsSame(attribute, old.RootElement)),
            Remove = [.. old.RootElement.EnumerateObject().Select(static attribute => attribute.Name).Where(name => !current.RootElement.TryGetProperty(name, out _))],
        };
    }

    /// <summary>Creates a command that deletes an item.</summary>
    public ShopCommand Delete(DateTimeOffset at, string actor, T item) => Command(ShopAction.Delete, at, actor) with { Key = Key(item) };

    /// <summary>Creates a command that puts an item without its entity, with additional attributes.</summary>
    /// <param name="at">The time of the write.</param>
    /// <param name="actor">The user who makes the write.</param>
    /// <param name="item">The item.</param>
    /// <param name="unmodelled">The additional attributes, as the members of a DynamoDB JSON map.</param>
    public ShopCommand PutRaw(DateTimeOffset at, string actor, T item, [StringSyntax(StringSyntaxAttribute.Json)] string unmodelled)
    {
        using var image = Parse(item);
        using var more = JsonDocument.Parse(unmodelled);
        var raw = Build(json =>
        {
            foreach (var attribute in image.RootElement.EnumerateObject().Where(attribute => !more.RootElement.TryGetProperty(attribute.Name, out _)))
            {
                attribute.WriteTo(json);
            }

            if (_table.Discriminator is not null)
            {
                WriteText(json, _table.Discriminator, _entity.Name);
            }

            if (_entity.Actor is not null)
            {
                WriteText(json, _entity.Actor, actor);
            }

            foreach (var attribute in more.RootElement.EnumerateObject())
            {
                attribute.WriteTo(json);
            }
        });
        return new ShopCommand { At = at, Actor = actor, Action = ShopAction.Put, Table = _table.Name, Item = raw };
    }

    private ShopCommand Command(ShopAction action, DateTimeOffset at, string actor)
        => new() { At = at, Actor = actor, Action = action, Entity = _entity.Name };

    private ReadOnlyMemory<byte> Key(T item) => Image(item, attribute => attribute.Name == _table.PartitionKey.Name || attribute.Name == _table.SortKey?.Name);

    private ReadOnlyMemory<byte> Image(T item, Func<JsonProperty, bool> isPart)
    {
        using var image = Parse(item);
        return Build(json =>
        {
            foreach (var attribute in image.RootElement.EnumerateObject().Where(isPart))
            {
                attribute.WriteTo(json);
            }
        });
    }

    private JsonDocument Parse(T item) => JsonDocument.Parse(ItemWriter.ToItem(item, _entity.Write).Json);

    // The typed table sets the version and the actor itself.
    private bool IsWritten(JsonProperty attribute) => attribute.Name != _entity.Version && attribute.Name != _entity.Actor;

    private static bool IsSame(JsonProperty attribute, JsonElement image)
        => image.TryGetProperty(attribute.Name, out var value) && value.GetRawText() == attribute.Value.GetRawText();

    private static ReadOnlyMemory<byte> Build(Action<Utf8JsonWriter> write)
    {
        var image = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(image))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return image.WrittenMemory;
    }

    private static void WriteText(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject(name);
        json.WriteString("S"u8, value);
        json.WriteEndObject();
    }
}
