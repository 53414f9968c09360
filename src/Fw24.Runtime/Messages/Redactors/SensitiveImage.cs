using Fw24.Changes;
using Fw24.Json;

namespace Fw24.Messages.Redactors;

/// <summary>An image of an item with the places of the table's sensitive attributes.</summary>
internal readonly ref struct SensitiveImage
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly RedactionRule?[] _rules;
    private readonly ReadOnlySpan<SensitivePlace> _places;
    private readonly bool _keepsMarks;

    /// <summary>Creates the description of an image.</summary>
    /// <param name="json">The image.</param>
    /// <param name="rules">The rule for each of the table's sensitive attributes; <see langword="null"/> where it is not sensitive in this entity.</param>
    /// <param name="places">The places of the attributes, in the order of the image.</param>
    /// <param name="keepsMarks">Indicates whether to keep redaction marks: the image was already redacted, and they would be hashed again.</param>
    public SensitiveImage(ReadOnlySpan<byte> json, RedactionRule?[] rules, ReadOnlySpan<SensitivePlace> places, bool keepsMarks)
    {
        _json = json;
        _rules = rules;
        _places = places;
        _keepsMarks = keepsMarks;
    }

    /// <summary>Gets the value of an attribute; empty when the image does not have it.</summary>
    /// <param name="attribute">The index of the sensitive attribute in the table's list.</param>
    /// <param name="isRedacted">Indicates whether the image has the attribute and redacts it.</param>
    public ReadOnlySpan<byte> Find(int attribute, out bool isRedacted)
    {
        foreach (var place in _places)
        {
            if (place.Attribute == attribute)
            {
                isRedacted = _rules[attribute] is not null;
                return _json[place.Value..place.End];
            }
        }

        isRedacted = false;
        return default;
    }

    /// <summary>Writes the image without its sensitive values; nothing when there is no image.</summary>
    public void Write(MessageBuffer output)
    {
        var copied = 0;
        foreach (var place in _places)
        {
            if (_rules[place.Attribute] is not { } rule || (_keepsMarks && rule.Redaction is Redaction.Hmac && RedactionMark.Is(_json[place.Value..place.End])))
            {
                continue;
            }

            if (rule.Redaction is Redaction.Remove)
            {
                output.Append(_json[copied..place.Name]);
                copied = SkipSeparator(place.End, output);
            }
            else
            {
                output.Append(_json[copied..place.Value]);
                rule.Write(_json[place.Value..place.End], output);
                copied = place.End;
            }
        }

        output.Append(_json[copied..]);
    }

    // A removed attribute takes one comma with it: the next one or, for the last attribute, the previous one.
    private int SkipSeparator(int end, MessageBuffer output)
    {
        var json = new JsonCursor(_json);
        json.MoveTo(end);
        if (json.Peek() == (byte)',')
        {
            return json.Position + 1;
        }

        output.TakeBackComma();
        return json.Position;
    }
}
