using System.Text;
using Fw24.Model;
using Fw24.Queues;
using Fw24.Records;

namespace Fw24.Handlers;

/// <summary>The attributes that a handler's <c>[OnChange]</c> names, and whether one of them changed.</summary>
/// <remarks>
/// Images in messages are redacted: a removed attribute is in neither, and a masked one is the same in both. Of these only the message
/// attribute <c>changed</c> knows, which was written before redaction. Where a message came without it, as from a replay, the handler is
/// called: a call too many can be told from the item, a change that is missed cannot.
/// </remarks>
internal sealed class WatchedAttributes
{
    private readonly byte[][] _names;

    // Those whose change the images do not show.
    private readonly byte[][] _hidden;

    public WatchedAttributes(HandlerModel handler)
    {
        var hidden = handler.Entity.Sensitive.Where(static sensitive => sensitive.Redaction is not Redaction.Hmac).Select(static sensitive => sensitive.Name).ToHashSet(StringComparer.Ordinal);
        _names = [.. handler.OnChange.Select(Encoding.UTF8.GetBytes)];
        _hidden = [.. handler.OnChange.Where(hidden.Contains).Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>Whether a change is one that the handler watches for.</summary>
    /// <param name="record">The change, with its images as the message carries them.</param>
    /// <param name="message">The whole message, as <see cref="QueueMessage.Json"/> has it.</param>
    public bool Changed(in StreamRecord record, ReadOnlyMemory<byte> message)
    {
        // Without both images nobody can tell what changed: decoding then says what is missing.
        if (_names.Length == 0 || record.Operation is not ChangeOperations.Modify || record.OldImage.IsAbsent || record.NewImage.IsAbsent)
        {
            return true;
        }

        foreach (var name in _names)
        {
            var had = record.OldImage.TryGetAttribute(name, out var old);
            var has = record.NewImage.TryGetAttribute(name, out var @new);
            if (had != has || (had && !AttributeEquality.AreEqual(old, @new)))
            {
                return true;
            }
        }

        return _hidden.Length > 0 && !SaysOtherwise(message.Span);
    }

    // "messageAttributes":{"changed":{"stringValue":"[\"Email\",\"Total\"]","dataType":"String.Array",…}}
    private bool SaysOtherwise(ReadOnlySpan<byte> message)
    {
        var json = new JsonCursor(message);
        if (!TryFind(ref json, "messageAttributes"u8) || !TryFind(ref json, "changed"u8) || !TryFind(ref json, "stringValue"u8) || !json.TryReadString(out var value))
        {
            return false;
        }

        var names = new JsonCursor(value.Unescape());
        if (!names.TryEnterList())
        {
            return false;
        }

        while (names.TryNextElement())
        {
            if (!names.TryReadString(out var name) || name.Is("*"u8) || IsHidden(name))
            {
                return false;
            }
        }

        return names.Expected is null;
    }

    private bool IsHidden(JsonText name)
    {
        foreach (var hidden in _hidden)
        {
            if (name.Is(hidden))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryFind(ref JsonCursor json, ReadOnlySpan<byte> member)
    {
        if (!json.TryEnterObject())
        {
            return false;
        }

        while (json.TryNextMember(out var name))
        {
            if (name.Is(member))
            {
                return true;
            }

            if (!json.TrySkipValue())
            {
                return false;
            }
        }

        return false;
    }
}
