using System.Buffers;
using System.Text.Json;
using Fw24;
using Fw24.Model;

namespace Orders.Local.Checks;

/// <summary>The part of a table's items that the audit may show: sensitive values redacted, ignored attributes left out.</summary>
internal sealed class ShownItems(TableModel table)
{
    /// <summary>The item that folding its audit records must produce.</summary>
    public ItemImage Of(ItemImage item)
    {
        using var document = JsonDocument.Parse(item.Json);
        var attributes = document.RootElement;
        var entities = EntitiesOf(attributes);
        var shown = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(shown);
        json.WriteStartObject();
        foreach (var attribute in attributes.EnumerateObject())
        {
            Write(json, attribute, entities);
        }

        json.WriteEndObject();
        json.Flush();
        return new ItemImage(shown.WrittenMemory);
    }

    private static void Write(Utf8JsonWriter json, JsonProperty attribute, IReadOnlyList<EntityModel> entities)
    {
        if (entities is [var entity] && entity.AuditIgnored.Contains(attribute.Name))
        {
            return;
        }

        switch (entities.SelectMany(static entity => entity.Sensitive).FirstOrDefault(sensitive => sensitive.Name == attribute.Name))
        {
            case null:
                attribute.WriteTo(json);
                break;
            case { Redaction: Redaction.Remove }:
                break;
            case { Redaction: Redaction.Mask }:
                json.WriteStartObject(attribute.Name);
                json.WriteString("S"u8, "***");
                json.WriteEndObject();
                break;
            default:
                throw new NotSupportedException($"{attribute.Name} is hashed with a key that only the stream processor has.");
        }
    }

    // A row without an entity is redacted by the rules of all entities.
    private IReadOnlyList<EntityModel> EntitiesOf(JsonElement item)
    {
        if (table.Discriminator is null)
        {
            return table.Entities;
        }

        var name = item.TryGetProperty(table.Discriminator, out var type) && type.TryGetProperty("S", out var text) ? text.GetString() : null;
        return table.Entities.FirstOrDefault(entity => entity.Name == name) is { } entity ? [entity] : table.Entities;
    }
}
