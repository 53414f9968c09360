using System.Text;
using System.Text.Json;
using Fw24.Changes.Marks;
using Fw24.Messages;
using Fw24.Model;

namespace Fw24.Audit.Records;

/// <summary>The part of an entity's items that audit records show.</summary>
internal sealed class AuditView
{
    /// <summary>Creates an entity's view.</summary>
    /// <param name="entity">The entity; <see langword="null"/> for rows without a modelled entity, which are shown whole.</param>
    /// <param name="keys">The table's key attributes, which records contain in <c>key</c>.</param>
    public AuditView(EntityModel? entity, byte[][] keys)
    {
        Model = entity;
        Entity = entity?.Name ?? ChangeMessage.Unmodelled;
        Utf8Entity = Encoding.UTF8.GetBytes(JsonEncodedText.Encode(Entity, AuditSchema.WriterOptions.Encoder).ToString());
        Actor = entity?.Actor is { } actor ? Encoding.UTF8.GetBytes(actor) : null;
        Hidden =
        [
            .. keys,
            .. entity?.AuditIgnored.Select(Encoding.UTF8.GetBytes) ?? [],
            .. entity is { StampsDeletes: true } ? new[] { DeletionMark.Utf8Attribute } : [],
            WriteReason.Utf8Attribute,
            BackfillMark.Utf8Attribute,
        ];
    }

    /// <summary>The entity; <see langword="null"/> for rows without a modelled entity.</summary>
    public EntityModel? Model { get; }

    /// <summary>The entity's name in records.</summary>
    public string Entity { get; }

    /// <summary><see cref="Entity"/> in JSON, without the quotes.</summary>
    public byte[] Utf8Entity { get; }

    /// <summary>The attribute that names the item's writer, if there is one.</summary>
    public byte[]? Actor { get; }

    /// <summary>The attributes that are hidden.</summary>
    public byte[][] Hidden { get; }

    /// <summary>Indicates whether an attribute is hidden.</summary>
    /// <param name="name">The attribute's name in UTF-8.</param>
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
