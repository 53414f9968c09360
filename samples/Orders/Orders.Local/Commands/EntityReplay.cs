using System.Buffers;
using System.Text.Json;
using Fw24;
using Fw24.Model;

namespace Orders.Local.Commands;

/// <summary>Executes commands on one entity's items.</summary>
/// <param name="app">The app's model.</param>
/// <param name="table">The entity's table.</param>
internal sealed class EntityReplay<T>(AppModel app, ITable<T> table)
    where T : class
{
    private readonly EntityModel<T> _entity = app.Tables.SelectMany(static table => table.Entities).OfType<EntityModel<T>>().Single();

    public Task ApplyAsync(ShopCommand command, CancellationToken cancellationToken)
    {
        var theirs = table.As(command.Actor);
        return command.Action switch
        {
            ShopAction.Create => theirs.CreateAsync(Read(command.Item), cancellationToken),
            ShopAction.Put => theirs.PutAsync(Read(command.Item), cancellationToken),
            ShopAction.Update => UpdateAsync(theirs, command, cancellationToken),
            _ => theirs.DeleteAsync(new ItemImage(command.Key), cancellationToken),
        };
    }

    // Read, modify, write back: the version, if there is one, detects a concurrent write.
    private async Task UpdateAsync(ITable<T> theirs, ShopCommand command, CancellationToken cancellationToken)
    {
        var item = await theirs.GetAsync(new ItemImage(command.Key), cancellationToken)
            ?? throw new InvalidOperationException($"There is no {_entity.Name} to update with the key of the command of {command.At:u}.");
        var changed = Read(Change(ItemWriter.ToItem(item, _entity.Write).Json, command));
        await theirs.ReplaceAsync(changed, cancellationToken);
    }

    private T Read(ReadOnlyMemory<byte> item)
    {
        var reader = new ItemReader(item.Span, _entity.Name);
        return _entity.Read(ref reader);
    }

    private static ReadOnlyMemory<byte> Change(ReadOnlyMemory<byte> item, ShopCommand command)
    {
        using var before = JsonDocument.Parse(item);
        using var set = JsonDocument.Parse(command.Set);
        var changed = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(changed);
        json.WriteStartObject();
        foreach (var attribute in before.RootElement.EnumerateObject())
        {
            if (!set.RootElement.TryGetProperty(attribute.Name, out _) && !command.Remove.Contains(attribute.Name))
            {
                attribute.WriteTo(json);
            }
        }

        foreach (var attribute in set.RootElement.EnumerateObject())
        {
            attribute.WriteTo(json);
        }

        json.WriteEndObject();
        json.Flush();
        return changed.WrittenMemory;
    }
}
