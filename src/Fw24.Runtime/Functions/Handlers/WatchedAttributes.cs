using System.Text;
using Fw24.Changes;
using Fw24.Items;
using Fw24.Model;

namespace Fw24.Functions.Handlers;

/// <summary>The attributes in a handler's <c>[OnChange]</c>, and the check for their changes.</summary>
/// <remarks>
/// Images in messages are redacted: neither contains a removed attribute, and a masked one is identical in both. Changes of these appear only in the
/// message's list (<see cref="StreamRecord.RedactedChanges"/>), which is written before redaction. Messages of older versions have no list; the handler
/// is then called, because it can detect a superfluous call from the item, but not a missed change. A value that moved from an earlier name
/// of its attribute to the present one did not change.
/// </remarks>
internal sealed class WatchedAttributes
{
    // Each attribute's present name, then its aliases.
    private readonly byte[][][] _attributes;

    private readonly WatchedValues _from;
    private readonly WatchedValues _to;

    // Indicates whether the images hide the change of one of them.
    private readonly bool _hasHidden;

    public WatchedAttributes(HandlerModel handler)
    {
        var hidden = handler.Entity.Sensitive.Where(static sensitive => sensitive.Redaction is not Redaction.Hmac).Select(static sensitive => sensitive.Name).ToHashSet(StringComparer.Ordinal);
        var aliases = handler.Entity.Aliases;
        _attributes = [.. handler.OnChange
            .Where(name => !aliases.Any(alias => alias.Alias == name && handler.OnChange.Contains(alias.Name)))
            .Select(name => aliases.Where(alias => alias.Name == name).Select(static alias => alias.Alias).Prepend(name))
            .Select(static names => names.Select(Encoding.UTF8.GetBytes).ToArray())];
        _hasHidden = handler.OnChange.Any(hidden.Contains);
        _from = new WatchedValues(handler.OnChangeFrom);
        _to = new WatchedValues(handler.OnChangeTo);
    }

    /// <summary>Indicates whether the handler watches for a change.</summary>
    /// <param name="record">The change, with its images as the message carries them.</param>
    public bool Changed(in StreamRecord record)
    {
        // Without both images the changes are unknown; decoding then reports the missing image.
        if (_attributes.Length == 0
            || record.Operation is not ChangeOperations.Modify
            || record.OldImage.IsAbsent
            || record.NewImage.IsAbsent)
        {
            return true;
        }

        foreach (var names in _attributes)
        {
            var had = TryGet(record.OldImage, names, out var old);
            var has = TryGet(record.NewImage, names, out var @new);
            if ((had != has || (had && !AttributeEquality.AreEqual(old, @new))) && _from.Accept(old) && _to.Accept(@new))
            {
                return true;
            }
        }

        return MayHaveChangedHidden(record.RedactedChanges);
    }

    private bool MayHaveChangedHidden(RedactedNames changes)
    {
        if (!changes.IsKnown)
        {
            return _hasHidden;
        }

        // An item that previously was another entity is redacted by the rules of both, so any name may be in the list.
        foreach (var names in _attributes)
        {
            foreach (var name in names)
            {
                if (changes.Contains(name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool TryGet(in ItemImage image, byte[][] names, out ReadOnlySpan<byte> value)
    {
        foreach (var name in names)
        {
            if (image.TryGetAttribute(name, out value))
            {
                return true;
            }
        }

        value = default;
        return false;
    }
}
