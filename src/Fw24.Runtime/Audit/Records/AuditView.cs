using System.Text;
using System.Text.Json;
using Fw24.Messages;
using Fw24.Model;

namespace Fw24.Audit.Records;

/// <summary>What the audit shows of an entity's items.</summary>
internal sealed class AuditView
{
    /// <summary>Prepares an entity's view.</summary>
    /// <param name="entity">The entity; <see langword="null"/> for rows that are none of the model, which are shown whole.</param>
    /// <param name="keys">The table's key attributes: a record has them in its <c>key</c>.</param>
    public AuditView(EntityModel? entity, byte[][] keys)
    {
        Model = entity;
        Entity = entity?.Name ?? ChangeMessage.Unmodelled;
        Utf8Entity = Encoding.UTF8.GetBytes(JsonEncodedText.Encode(Entity, AuditSchema.WriterOptions.Encoder).ToString());
        Actor = entity?.Actor is { } actor ? Encoding.UTF8.GetBytes(actor) : null;
        Hidden = [.. keys, .. entity?.AuditIgnored.Select(Encoding.UTF8.GetBytes) ?? []];
    }

    /// <summary>The entity; <see langword="null"/> for rows that are none of the model.</summary>
    public EntityModel? Model { get; }

    /// <summary>The entity's name as records say it.</summary>
    public string Entity { get; }

    /// <summary><see cref="Entity"/> as it stands in JSON, without the quotes.</summary>
    public byte[] Utf8Entity { get; }

    /// <summary>The attribute that says who wrote the item, if there is one.</summary>
    public byte[]? Actor { get; }

    /// <summary>The attributes that are not shown.</summary>
    public byte[][] Hidden { get; }

    /// <summary>Whether an attribute is not shown.</summary>
    /// <param name="name">Its name in UTF-8.</param>
    public bool Hides(ReadOnlySpan<byte> name)
    {
        foreach (var hidden in Hidden)
        {
            if (name.SequenceEqual(hidden))
            {
                return true;
            }
        }

        return false;
    }
}
