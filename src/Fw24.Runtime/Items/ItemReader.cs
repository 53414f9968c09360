using System.Runtime.CompilerServices;
using Fw24.Items;
using Fw24.Json;
using Fw24.Json.Text;

namespace Fw24;

/// <summary>Reads an item's DynamoDB JSON from UTF-8. Generated codecs dispatch on names; the reader handles types.</summary>
/// <remarks>
/// Each Read… method expects a typed value (<c>{"S":"x"}</c>) and moves past it; inside a set it expects a bare element (<c>"x"</c>).
/// A value of another type causes an <see cref="ItemFormatException"/> that names the entity and the attribute's path, never the value.
/// </remarks>
public ref partial struct ItemReader
{
    private readonly string _entity;
    private readonly StringCache _texts;

    // Attributes whose content is not shown in errors; null if only the entity's name is known.
    private readonly SensitiveNames? _sensitive;
    private JsonCursor _json;
    private int _depth;

    // The type of the set being read; its elements have no type of their own.
    private AttributeType _elementType;

    // The current attribute's text and type letter if they were read along with its name; the letter is 0 if the value is still to be read.
    private ReadOnlySpan<byte> _text;
    private byte _tag;

    /// <summary>Starts reading an item: the first <see cref="NextAttribute"/> finds its first attribute.</summary>
    /// <param name="image">The item, starting at its opening brace.</param>
    /// <param name="entity">The entity's name, for errors.</param>
    /// <exception cref="ItemFormatException">The item is not a JSON object.</exception>
    public ItemReader(ReadOnlySpan<byte> image, string entity)
    {
        _entity = entity;
        _texts = StringCache.Current;
        _json = new JsonCursor(image);
        if (!_json.TryEnterObject())
        {
            throw Broken();
        }
    }

    /// <summary>Starts reading an entity's item.</summary>
    internal ItemReader(ReadOnlySpan<byte> image, string entity, SensitiveNames sensitive)
        : this(image, entity) => _sensitive = sensitive;

    /// <summary>Moves to the next attribute of the current map, or past the map.</summary>
    /// <param name="name">The attribute's unescaped name. Valid until the next call.</param>
    /// <returns><see langword="true"/> if there was one.</returns>
    /// <exception cref="ItemFormatException">The JSON is broken.</exception>
    public bool NextAttribute(out Utf8Name name)
    {
        if (_json.TryReadCompactMember(out var plain, out _tag, out _text))
        {
            name = new Utf8Name(plain);
            return true;
        }

        var isNext = NextAttributeWithCare(out var other);
        name = other;
        return isNext;
    }

    /// <summary>Moves to an attribute that is not in the plain form, or past the map.</summary>
    private bool NextAttributeWithCare(out Utf8Name name)
    {
        if (_json.TryNextMember(out var text))
        {
            name = new Utf8Name(text.Unescape());
            return true;
        }

        name = default;
        if (_json.Expected is not null)
        {
            throw Broken();
        }

        // An item is a bare map; a map within it is wrapped in a typed value.
        if (_depth > 0)
        {
            LeaveNested();
        }

        return false;
    }

    /// <summary>Enters a map (M); <see cref="NextAttribute"/> enumerates it and leaves it at its end.</summary>
    /// <exception cref="ItemFormatException">The value is not a map, or is nested too deeply.</exception>
    public void BeginMap()
    {
        EnterNested((byte)'M', AttributeType.Map);
        if (!_json.TryEnterObject())
        {
            throw Broken();
        }
    }

    /// <summary>Enters a list (L); <see cref="NextElement"/> enumerates it and leaves it at its end.</summary>
    /// <exception cref="ItemFormatException">The value is not a list, or is nested too deeply.</exception>
    public void BeginList()
    {
        EnterNested((byte)'L', AttributeType.List);
        if (!_json.TryEnterList())
        {
            throw Broken();
        }
    }

    /// <summary>Enters a set (SS, NS or BS), or an empty list in place of one; <see cref="NextElement"/> enumerates it and leaves it at its end.</summary>
    /// <exception cref="ItemFormatException">The value is not a set.</exception>
    public void BeginSet()
    {
        GoBackToValue();
        var start = _json.Position;
        var type = EnterAny();
        _elementType = type switch
        {
            AttributeType.StringSet => AttributeType.String,
            AttributeType.NumberSet => AttributeType.Number,
            AttributeType.BinarySet => AttributeType.Binary,
            AttributeType.List => AttributeType.None,
            _ => throw Mismatch(start, "a set (SS, NS or BS)", AttributeTypes.Describe(type)),
        };
        if (!_json.TryEnterList())
        {
            throw Broken();
        }

        if (type is AttributeType.List && _json.Peek() != (byte)']')
        {
            throw Mismatch(start, "a set (SS, NS or BS)", AttributeTypes.Describe(type));
        }

        _depth++;
    }

    /// <summary>Moves to the next element of the current list or set, or past it.</summary>
    /// <returns><see langword="true"/> if there was one.</returns>
    /// <exception cref="ItemFormatException">The JSON is broken.</exception>
    public bool NextElement()
    {
        if (_json.TryNextElement())
        {
            return true;
        }

        if (_json.Expected is not null)
        {
            throw Broken();
        }

        _elementType = AttributeType.None;
        LeaveNested();
        return false;
    }

    /// <summary>Skips a NULL value.</summary>
    /// <returns><see langword="true"/> if the value was NULL; otherwise the reader has not moved.</returns>
    /// <exception cref="ItemFormatException">The JSON is broken.</exception>
    public bool TryReadNull()
    {
        if (_tag != 0 || _elementType is not AttributeType.None || !_json.CanBeNull())
        {
            return false;
        }

        var start = _json.Position;
        if (EnterAny() is not AttributeType.Null)
        {
            _json.MoveTo(start);
            return false;
        }

        if (!_json.TryReadBoolean(out _) || !_json.TryLeaveObject())
        {
            throw Broken();
        }

        return true;
    }

    /// <summary>Skips a value of any type.</summary>
    /// <exception cref="ItemFormatException">The JSON is broken.</exception>
    public void SkipValue()
    {
        if (_tag != 0)
        {
            _tag = 0;
            return;
        }

        if (!_json.TrySkipValue())
        {
            throw Broken();
        }
    }

    /// <summary>Returns the error for a missing required attribute. Call it right after <see cref="NextAttribute"/> has left the map.</summary>
    /// <param name="attribute">The attribute's name within the map.</param>
    public readonly ItemFormatException Missing(string attribute)
    {
        var map = PathAt(_json.Position - 1);
        return new ItemFormatException(_entity, map.Length > 0 ? $"{map}.{attribute}" : attribute, "an attribute", "none");
    }

    /// <summary>Enters a typed value, whether or not it has this type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Enter(byte tag, AttributeType type)
    {
        if (_tag != 0 || !_json.TryEnterTagged(tag))
        {
            EnterWithCare(type);
        }
    }

    /// <summary>Enters a typed value that is not in the plain form, or has another type.</summary>
    private void EnterWithCare(AttributeType type)
    {
        GoBackToValue();
        var start = _json.Position;
        var found = EnterAny();
        if (found != type)
        {
            throw Mismatch(start, AttributeTypes.Describe(type), AttributeTypes.Describe(found));
        }
    }

    private AttributeType EnterAny()
    {
        if (_json.TryEnterObject() && _json.TryNextMember(out var name))
        {
            return AttributeTypes.Parse(name);
        }

        if (_json.Expected is null)
        {
            _json.FailAsEmpty("a typed value");
        }

        throw Broken();
    }

    private void EnterNested(byte tag, AttributeType type)
    {
        Enter(tag, type);
        if (++_depth > AttributeTypes.MaxDepth)
        {
            throw Mismatch(_json.Position, "lists and maps of at most 32 levels", "deeper ones");
        }
    }

    private void LeaveNested()
    {
        _depth--;
        Leave();
    }

    private void Leave()
    {
        if (!_json.TryLeaveObject())
        {
            throw Broken();
        }
    }

    /// <summary>Reads a value written as text: S, N or B, or an element of a set of these.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private JsonText ReadText(byte tag, AttributeType type)
    {
        if (_tag != tag)
        {
            return ReadTextWithCare(tag, type);
        }

        _tag = 0;
        return new JsonText(_text, isEscaped: false);
    }

    /// <summary>Reads a text that is in a list or set, is not in the plain form, or has another type.</summary>
    private JsonText ReadTextWithCare(byte tag, AttributeType type)
    {
        if (_elementType is not AttributeType.None)
        {
            return ReadElement(type);
        }

        GoBackToValue();
        var start = _json.Position;
        if (_json.TryReadPlainText(out var found, out var plain))
        {
            if (found == tag)
            {
                return new JsonText(plain, isEscaped: false);
            }

            _json.MoveTo(start);
        }

        EnterWithCare(type);
        return _json.TryReadString(out var text) && _json.TryLeaveObject() ? text : throw Broken();
    }

    private void GoBackToValue()
    {
        if (_tag != 0)
        {
            _tag = 0;
            _json.MoveTo(_json.StartOf(_text) - JsonCursor.TextFrameLength);
        }
    }

    private JsonText ReadElement(AttributeType type)
    {
        if (_elementType != type)
        {
            throw Mismatch(_json.Position, AttributeTypes.Describe(type), AttributeTypes.Describe(_elementType));
        }

        return _json.TryReadString(out var text) ? text : throw Broken();
    }

    private readonly ItemFormatException Broken() => Mismatch(_json.Position, _json.Expected!, _json.Found);

    // The path is computed only on failure, by reading the item again, so that a valid item pays nothing for it.
    private readonly ItemFormatException Mismatch(int position, string expected, string found)
        => new(_entity, PathAt(position), expected, found);

    private readonly string PathAt(int position) => ItemPath.At(_json.Json, position, _sensitive ?? SensitiveNames.None);

    private readonly ItemFormatException Mismatch(JsonText text, string expected)
        => Mismatch(_json.StartOf(text), expected, "another text");
}
