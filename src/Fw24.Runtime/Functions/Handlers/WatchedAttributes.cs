using System.Text;
using Fw24.Changes;
using Fw24.Items;
using Fw24.Model;

namespace Fw24.Functions.Handlers;

/// <summary>The attributes that a handler's <c>[OnChange]</c> names, and whether one of them changed.</summary>
/// <remarks>
/// Images in messages are redacted: a removed attribute is in neither, and a masked one is the same in both. Of these only the message's own
/// list knows (<see cref="StreamRecord.RedactedChanges"/>), which was written before redaction. A message of an older version has none, and then the
/// handler is called: a call too many can be told from the item, a change that is missed cannot.
/// </remarks>
internal sealed class WatchedAttributes
{
    private readonly byte[][] _names;

    // Whether the images do not show the change of one of them.
    private readonly bool _hasHidden;

    public WatchedAttributes(HandlerModel handler)
    {
        var hidden = handler.Entity.Sensitive.Where(static sensitive => sensitive.Redaction is not Redaction.Hmac).Select(static sensitive => sensitive.Name).ToHashSet(StringComparer.Ordinal);
        _names = [.. handler.OnChange.Select(Encoding.UTF8.GetBytes)];
        _hasHidden = handler.OnChange.Any(hidden.Contains);
    }

    /// <summary>Whether a change is one that the handler watches for.</summary>
    /// <param name="record">The change, with its images as the message carries them.</param>
    public bool Changed(in StreamRecord record)
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

        return MayHaveChangedHidden(record.RedactedChanges);
    }

    private bool MayHaveChangedHidden(RedactedNames changes)
    {
        if (!changes.IsKnown)
        {
            return _hasHidden;
        }

        // An item that was another entity before is redacted by the rules of both: so any name may be in the list.
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
