using Fw24.Json;

namespace Fw24;

/// <summary>Enumerates the attributes of an image.</summary>
public ref struct ItemAttributeEnumerator
{
    private readonly bool _isAbsent;
    private JsonCursor _json;

    internal ItemAttributeEnumerator(ReadOnlySpan<byte> image)
    {
        _isAbsent = image.IsEmpty;
        _json = new JsonCursor(image);
    }

    /// <summary>The current attribute.</summary>
    public ItemAttribute Current { get; private set; }

    /// <summary>Moves to the next attribute.</summary>
    /// <returns><see langword="true"/> if there is one.</returns>
    /// <exception cref="ItemFormatException">The JSON is broken.</exception>
    public bool MoveNext()
    {
        if (_isAbsent || (_json.Position == 0 && !_json.TryEnterObject()) || !_json.TryNextMember(out var name))
        {
            return _json.Expected is null ? false : throw Refuse();
        }

        _json.Peek();
        var start = _json.Position;
        if (!_json.TrySkipValue())
        {
            throw Refuse();
        }

        Current = new ItemAttribute(name, _json.From(start));
        return true;
    }

    private readonly ItemFormatException Refuse() => new("Item", "", _json.Expected!, _json.Found);
}
