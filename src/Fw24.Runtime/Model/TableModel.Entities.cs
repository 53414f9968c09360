using System.Text;
using System.Text.Json;

namespace Fw24.Model;

/// <content>Which entity a row is of.</content>
public sealed partial class TableModel
{
    private byte[]? _discriminatorName;

    /// <summary>The entity whose change a stream record reports: that of the item as it is now, or as it was last.</summary>
    /// <param name="record">The record.</param>
    /// <returns>The entity; <see langword="null"/> for a row that is no entity of the model.</returns>
    internal EntityModel? EntityOf(in StreamRecord record)
        => EntityOf(!record.NewImage.IsAbsent ? record.NewImage : !record.OldImage.IsAbsent ? record.OldImage : record.Keys);

    /// <summary>The entity of an item.</summary>
    /// <param name="image">The item.</param>
    /// <returns>The entity; <see langword="null"/> for a row that is no entity of the model.</returns>
    internal EntityModel? EntityOf(in ItemImage image)
    {
        if (Discriminator is null)
        {
            return Entities[0];
        }

        _discriminatorName ??= Encoding.UTF8.GetBytes(Discriminator);
        if (!image.TryGetAttribute(_discriminatorName, out var value))
        {
            return null;
        }

        var json = new Utf8JsonReader(value);
        if (!json.Read() || !json.Read() || !json.ValueTextEquals("S"u8) || !json.Read() || json.TokenType is not JsonTokenType.String)
        {
            return null;
        }

        for (var i = 0; i < Entities.Count; i++)
        {
            if (json.ValueTextEquals(Entities[i].Utf8Name))
            {
                return Entities[i];
            }
        }

        return null;
    }
}
