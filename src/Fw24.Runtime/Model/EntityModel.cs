using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fw24.Changes.Marks;
using Fw24.Items;
using Fw24.Json;

namespace Fw24.Model;

/// <summary>The pipeline's untyped model of an entity.</summary>
public abstract class EntityModel
{
    /// <summary>The entity's name in messages, audit records and the discriminator.</summary>
    public required string Name { get; init; }

    /// <summary>The entity's name in UTF-8.</summary>
    internal byte[] Utf8Name => field ??= Encoding.UTF8.GetBytes(Name);

    /// <summary>The entity's part of a CloudEvents type, <c>order</c> in <c>fw24.order.modified.v1</c>: UTF-8, escaped for a JSON string.</summary>
    internal byte[] EventType => field ??= JsonEncodedText.Encode(Name.ToLowerInvariant(), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.ToArray();

    /// <summary>Indicates whether a CloudEvents type names the entity.</summary>
    /// <param name="part">The entity's part of the type.</param>
    internal bool IsOfType(string part) => part.Equals(Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The attribute that names the item's writer, if the entity has one.</summary>
    public string? Actor { get; init; }

    /// <summary>That attribute's name in UTF-8.</summary>
    internal byte[]? Utf8Actor => field ??= Actor is null ? null : Encoding.UTF8.GetBytes(Actor);

    /// <summary>
    /// Indicates whether a delete on behalf of an actor first writes the actor to the item, so that the record of the removal names who
    /// deleted it (<see cref="AuditActorAttribute.StampDeletes"/>).
    /// </summary>
    public bool StampsDeletes { get; init; }

    /// <summary>The attribute that names the AWS Region in which the item was last written, if the entity has one.</summary>
    public string? WriteRegion { get; init; }

    /// <summary>That attribute's name in UTF-8.</summary>
    internal byte[]? Utf8WriteRegion => field ??= WriteRegion is null ? null : Encoding.UTF8.GetBytes(WriteRegion);

    /// <summary>The attribute with the W3C trace context of the item's last write, if the entity has one.</summary>
    public string? TraceParent { get; init; }

    /// <summary>That attribute's name in UTF-8.</summary>
    internal byte[]? Utf8TraceParent => field ??= TraceParent is null ? null : Encoding.UTF8.GetBytes(TraceParent);

    /// <summary>The attribute that counts the item's writes, if the entity has one.</summary>
    public string? Version { get; init; }

    /// <summary>
    /// The attributes that an item of the entity may lack, which <c>PutAsync</c> removes from the stored item if the written one lacks
    /// them: those of properties that can be null, and <see cref="Aliases"/>. <see langword="null"/> if unknown, in a model written by
    /// hand: a put then replaces the whole item.
    /// </summary>
    public IReadOnlyList<string>? Optional { get; init; }

    /// <summary>The earlier names of attributes, by which items are still read.</summary>
    public IReadOnlyList<AttributeAlias> Aliases { get; init; } = [];

    /// <summary>The attributes that audit records omit.</summary>
    public IReadOnlyList<string> AuditIgnored { get; init; } = [];

    /// <summary>The attributes that are redacted before they leave the stream processor.</summary>
    public IReadOnlyList<SensitiveAttributeModel> Sensitive { get; init; } = [];

    /// <summary>The sensitive attributes that have properties; an item from a message lacks their values.</summary>
    internal IReadOnlyList<SensitiveAttributeModel> SensitiveProperties
        => field ??= [.. Sensitive.Where(static sensitive => !sensitive.IsUnmodelled && sensitive.AliasOf is null)];

    /// <summary>The names of <see cref="Sensitive"/>.</summary>
    internal SensitiveNames SensitiveNames => field ??= new SensitiveNames(Sensitive.Select(static attribute => attribute.Name));

    /// <summary>The entity's type.</summary>
    public abstract Type Type { get; }

    /// <summary>Passes the entity's model to a visitor that needs its type.</summary>
    /// <param name="visitor">The visitor.</param>
    internal abstract void Accept(IEntityVisitor visitor);

    /// <summary>Reads an item of the entity.</summary>
    /// <exception cref="ItemFormatException">The image is not an item of the entity.</exception>
    internal virtual object ReadItem(in ItemImage image) => throw new NotSupportedException();

    /// <summary>Reads a stream record's members other than the images, for a change of the entity.</summary>
    internal ChangeHeader HeaderOf(in StreamRecord record) => new(
        Encoding.UTF8.GetString(record.EventId.Span),
        Encoding.UTF8.GetString(record.SequenceNumber.Span),
        record.ChangedAt,
        ActorOf(record.NewImage.IsAbsent ? record.OldImage : record.NewImage),
        OriginOf(record));

    /// <summary>Determines the origin of a change: replication, if its new image names another Region than the stream's.</summary>
    internal ChangeOrigin OriginOf(in StreamRecord record)
    {
        // A message has the origin that the stream processor determined.
        if (Utf8WriteRegion is not { } attribute || record.IsFromMessage || record.Origin is not ChangeOrigin.Application || record.NewImage.IsAbsent)
        {
            return record.Origin;
        }

        return record.NewImage.TryGetAttribute(attribute, out var value)
            && ScalarValue.Read(value, WriteRegion!) is { Type: AttributeType.String } written
            && !written.Text.Is(StreamRecord.RegionOf(record.EventSourceArn.Span))
            ? ChangeOrigin.Replication
            : ChangeOrigin.Application;
    }

    /// <summary>
    /// Returns the W3C trace context in which a change was made. <see langword="null"/> if it is not known: for a removal, and if the write
    /// left that of an earlier one in the item.
    /// </summary>
    internal string? TraceParentOf(in StreamRecord record)
        => TraceParent is not null && TextOf(record.NewImage, Utf8TraceParent, TraceParent) is { } trace
            && trace != TextOf(record.OldImage, Utf8TraceParent, TraceParent)
            ? trace
            : null;

    /// <summary>Indicates whether the actor in the removed item deleted it.</summary>
    internal bool IsDeletedByActor(in StreamRecord record)
        => StampsDeletes && record.Operation is ChangeOperations.Remove && DeletionMark.IsFresh(record.OldImage, record.ChangedAt);

    /// <summary>Indicates whether a change wrote nothing but who is about to delete the item.</summary>
    internal bool IsDeleteStamp(in StreamRecord record)
        => StampsDeletes && record.Operation is ChangeOperations.Modify && DeletionMark.IsWritten(record.OldImage, record.NewImage);

    /// <summary>Indicates whether a change wrote nothing but why it was made, or the mark of a backfill.</summary>
    internal bool IsOwnOnly(in StreamRecord record)
        => record.Operation is ChangeOperations.Modify
            && (WriteReason.IsOnlyChange(record.OldImage, record.NewImage) || BackfillMark.IsOnlyChange(record.OldImage, record.NewImage))
            && (Sensitive.Count == 0 || record.RedactedChanges.AreNone);

    private string? ActorOf(in ItemImage image) => Actor is null ? null : TextOf(image, Utf8Actor, Actor);

    private static string? TextOf(in ItemImage image, byte[]? attribute, string name)
        => image.TryGetAttribute(attribute, out var value) && ScalarValue.Read(value, name) is { Type: AttributeType.String } text
            ? text.Text.ToString()
            : null;
}
