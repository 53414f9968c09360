using System.Text;
using Fw24.Changes;
using Fw24.Items;
using Fw24.Model;

namespace Fw24.Functions.Handlers;

/// <summary>The attributes in a handler's <c>[OnChange]</c>, and the check for their changes.</summary>
/// <remarks>
/// Images in messages are redacted: neither contains a removed attribute, and a masked one is identical in both. Changes of these appear only in the
/// message's list (<see cref="StreamRecord.RedactedChanges"/>), which is written before redaction. Messages of older versions have no list; the handler
/// is then called, because it can detect a superfluous call from the item, but not a missed change.
/// </remarks>
internal sealed class WatchedAttributes
{
    private readonly byte[][] _names;

    // Indicates whether the images hide the change of one of them.
    private readonly bool _hasHidden;

    public WatchedAttributes(HandlerModel handler)
    {
        var hidden = handler.Entity.Sensitive.Where(static sensitive => sensitive.Redaction is not Redaction.Hmac).Select(static sensitive => sensitive.Name).ToHashSet(StringComparer.Ordinal);
        _names = [.. handler.OnChange.Select(Encoding.UTF8.GetBytes)];
        _hasHidden = handler.OnChange.Any(hidden.Contains);
    }

    /// <summary>Indicates whether the handler watches for a change.</summary>
    /// <param name="record">The change, with its images as the message carries them.</param>
    public bool Changed(in StreamRecord record)
    {
        // Without both images the changes are unknown; decoding then reports the missing image.
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

        return MayHaveChangedHidden(record.RedactedChanges);
    }

    private bool MayHaveChangedHidden(RedactedNames changes)
    {
        if (!changes.IsKnown)
        {
            return _hasHidden;
        }

        // An item that previously was another entity is redacted by the rules of both, so any name may be in the list.
        foreach (var name in _names)
        {
            if (changes.Contains(name))
            {
                return true;
            }
        }

        return false;
    }
}
