using Fw24.Changes;
using Fw24.Json;

namespace Fw24.Messages.Redactors;

/// <summary>An image of an item, and where in it the table's sensitive attributes are.</summary>
internal readonly ref struct SensitiveImage
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly RedactionRule?[] _rules;
    private readonly ReadOnlySpan<SensitivePlace> _places;
    private readonly bool _keepsMarks;

    /// <summary>Describes an image.</summary>
    /// <param name="json">The image.</param>
    /// <param name="rules">For each of the table's sensitive attributes what stands in its place; <see langword="null"/> where it is not sensitive in an item of this entity.</param>
    /// <param name="places">Where the attributes are, in the order of the image.</param>
    /// <param name="keepsMarks">Whether a value that is a redaction's mark stays: it was redacted before, and would be hashed again.</param>
    public SensitiveImage(ReadOnlySpan<byte> json, RedactionRule?[] rules, ReadOnlySpan<SensitivePlace> places, bool keepsMarks)
    {
        _json = json;
        _rules = rules;
        _places = places;
        _keepsMarks = keepsMarks;
    }

    /// <summary>The value of an attribute; empty when the image does not have it.</summary>
    /// <param name="attribute">Which of the table's sensitive attributes.</param>
    /// <param name="isRedacted">Whether the image has it and does not show it.</param>
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

    /// <summary>Writes the image without its sensitive values; nothing when there is none.</summary>
    /// <param name="output">Where to.</param>
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

    // One comma goes with a removed attribute: that behind it or, when it was the last one, that in front of it.
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
